import { randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { besideNullBand } from '../../../src/metrics/beside-null-band.js';
import { nullBandOf } from '../../../src/metrics/null-band.js';
import { Generator } from '../../../src/random/generator.js';

function trainings(...speedDifferences: (number | null)[][]) {
  const steps = speedDifferences[0].map((_, place) => 10 * (place + 1));
  return {
    steps,
    trainings: speedDifferences.map((values, seed) => ({ seed, speedDifferences: values })),
  };
}

describe('the null band', () => {
  it.each([3, 8, 20])(
    'holds one more training in 93–97 %% of 1,000 draws: %d trainings',
    (count) => {
      const normal = randomNormal.source(Generator.stream(5, 'simulation').uniform)(0.2, 0.05);
      let held = 0;
      for (let draw = 0; draw < 1000; draw += 1) {
        const rows = Array.from({ length: count }, () => [normal()]);
        const band = nullBandOf(trainings(...rows), 2);
        const beside = band && besideNullBand(band, normal);
        held += Number(
          beside !== null &&
            beside.low <= beside.speedDifference &&
            beside.speedDifference <= beside.high,
        );
      }
      expect(held / 1000).toBeGreaterThanOrEqual(0.93);
      expect(held / 1000).toBeLessThanOrEqual(0.97);
    },
  );

  it('is mean ± t·s·√(1 + 1/n), around the offset of unequal branches', () => {
    // n = 3: mean 0.2, s = 0.1, t(0.975, 2) = 4.30265.
    const band = nullBandOf(trainings([0.1], [0.2], [0.3]), 2);
    const half = 4.30265 * 0.1 * Math.sqrt(4 / 3);
    expect(band?.low[0]).toBeCloseTo(0.2 - half, 5);
    expect(band?.high[0]).toBeCloseTo(0.2 + half, 5);
    expect(band?.trainings).toBe(3);
  });

  it('is never negative for more than two modalities, whose d_speed never is', () => {
    expect(nullBandOf(trainings([0.1], [0.2], [0.3]), 3)?.low).toEqual([0]);
  });

  it('is not known where a training has no d_speed, nor from a single training', () => {
    expect(nullBandOf(trainings([null, 0.1], [0.1, 0.1]), 2)).toEqual({
      x: [10, 20],
      low: [null, 0.1],
      high: [null, 0.1],
      trainings: 2,
    });
    expect(nullBandOf(trainings([0.1]), 2)).toBeNull();
  });
});

describe('d_speed beside its null band', () => {
  const band = { x: [10, 20, 30], low: [-1, -1, null], high: [1, 1, null], trainings: 2 };

  it('is the last that both know', () => {
    expect(besideNullBand(band, (step) => step)).toMatchObject({ step: 20, speedDifference: 20 });
    const early = besideNullBand(band, (step) => (step <= 10 ? 0.5 : null));
    expect(early).toEqual({ step: 10, speedDifference: 0.5, low: -1, high: 1, trainings: 2 });
    expect(besideNullBand(band, () => null)).toBeNull();
  });
});
