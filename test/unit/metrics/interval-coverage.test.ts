import { describe, expect, it } from 'vitest';
import { correctnessPairs } from '../../../src/metrics/correctness.js';
import { classUtilizations } from '../../../src/metrics/class-utilization.js';
import { estimate } from '../../../src/metrics/interval.js';
import { jointCells } from '../../../src/metrics/joint-cells.js';
import { resample } from '../../../src/metrics/resamples.js';
import { accuracy, minus, points, rate } from '../../../src/metrics/statistic.js';
import { utilizationDifference } from '../../../src/metrics/utilization-difference.js';
import { Generator } from '../../../src/random/generator.js';
import type { Estimate } from '../../../src/record/utilization.js';
import { simulate, type SimulatedBranches } from './simulated-branches.js';

const draws = 1000;
/** Fewer resamples than a run takes: a thousand draws in seconds. */
const resamplesOfDraw = 300;

function holds({ low, high }: Estimate, truth: number): boolean {
  return low !== null && high !== null && low <= truth + 1e-12 && truth <= high + 1e-12;
}

/** In which share of simulated draws each interval holds its truth: of u(m_1|m_0), of d_util, of A(f_0), of points. */
function coverage(branches: SimulatedBranches): Record<string, number> {
  const [whole, wholeOfOther] = branches.accuracies;
  const [cut, cutOfOther] = branches.accuraciesCut;
  const statistics = {
    rate: [rate(0, 2), 1 - cut / whole],
    difference: [minus(rate(0, 2), rate(1, 3)), cutOfOther / wholeOfOther - cut / whole],
    accuracy: [accuracy(0), whole],
    points: [points(0, 2), whole - cut],
  } as const;
  const held = Object.fromEntries(Object.keys(statistics).map((name) => [name, 0]));
  const generator = Generator.stream(11, 'simulation');
  for (let draw = 0; draw < draws; draw += 1) {
    const simulated = simulate(branches, generator);
    const [first, second] = correctnessPairs(simulated);
    const cells = jointCells([
      first.intactVector,
      second.intactVector,
      first.cutVector,
      second.cutVector,
    ]);
    const resamples = resample(cells, Generator.stream(draw, 'intervals'), resamplesOfDraw);
    for (const [name, [statistic, truth]] of Object.entries(statistics)) {
      held[name] += Number(holds(estimate(resamples, statistic), truth));
    }
  }
  return Object.fromEntries(Object.entries(held).map(([name, count]) => [name, count / draws]));
}

describe('95 % intervals over samples', () => {
  it.each<SimulatedBranches>([
    { samples: 1024, accuracies: [0.8, 0.75], accuraciesCut: [0.65, 0.7] },
    { samples: 256, accuracies: [0.8, 0.7], accuraciesCut: [0.65, 0.4] },
  ])('hold the truth in 93–97 % of 1,000 draws: $samples samples, $accuracies', (branches) => {
    for (const [name, share] of Object.entries(coverage(branches))) {
      expect(share, name).toBeGreaterThanOrEqual(0.93);
      expect(share, name).toBeLessThanOrEqual(0.97);
    }
  });

  it('hold 0 in about 95 % of draws where the modality that is cut off was noise', () => {
    const generator = Generator.stream(12, 'simulation');
    const flip = (right: number, share: number): number =>
      generator.uniform() < share ? 1 - right : right;
    let held = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const known = Uint8Array.from({ length: 512 }, () => Number(generator.uniform() < 0.7));
      const pair = [0, 1].map(() => ({ hits: known.map((right) => flip(right, 0.05)), passes: 1 }));
      const resamples = resample(
        jointCells(pair),
        Generator.stream(draw, 'intervals'),
        resamplesOfDraw,
      );
      held += Number(holds(estimate(resamples, rate(0, 1)), 0));
    }
    expect(held / draws).toBeGreaterThanOrEqual(0.93);
    expect(held / draws).toBeLessThanOrEqual(0.97);
  });

  it.each([2, 4, 8])('hold where about %d samples are discordant', (discordant) => {
    const samples = 1024;
    const generator = Generator.stream(13, 'simulation');
    const truth = discordant / samples;
    let held = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const intact = Uint8Array.from({ length: samples }, () => Number(generator.uniform() < 0.8));
      const cut = intact.map((right) => right && Number(generator.uniform() >= truth / 0.8));
      const pair = [intact, cut].map((hits) => ({ hits, passes: 1 }));
      const resamples = resample(
        jointCells(pair),
        Generator.stream(draw, 'intervals'),
        resamplesOfDraw,
      );
      held += Number(holds(estimate(resamples, points(0, 1)), truth));
    }
    expect(held / draws).toBeGreaterThanOrEqual(0.9);
  });
});

describe('the interval of the gap between three modalities', () => {
  /** Three branches of accuracy 0.8, which lose `losses[j]` without modality j. */
  function shareHeld(losses: readonly number[], truth: number): number {
    const generator = Generator.stream(14, 'simulation');
    const wholeDraws = 200;
    let held = 0;
    for (let draw = 0; draw < wholeDraws; draw += 1) {
      const intact = losses.map(() =>
        Uint8Array.from({ length: 400 }, () => Number(generator.uniform() < 0.8)),
      );
      const rates = losses.flatMap((_, cut) =>
        [0, 1, 2].filter((branch) => branch !== cut).map((branch) => ({ branch, cut })),
      );
      const vectors = rates.map(({ branch, cut }) =>
        intact[branch].map((right) => right && Number(generator.uniform() >= losses[cut])),
      );
      const cells = jointCells([...intact, ...vectors].map((hits) => ({ hits, passes: 1 })));
      const gap = utilizationDifference(
        resample(cells, Generator.stream(draw, 'intervals'), 200),
        rates.map(({ branch, cut }, index) => ({ cut, rate: rate(branch, 3 + index) })),
      );
      held += Number(holds(gap, truth));
    }
    return held / wholeDraws;
  }

  // Fewer draws than above: the bound is some 3 standard errors below 95 %.
  it('holds the truth in about 95 % of draws or more, also where there is no gap', () => {
    expect(shareHeld([0.2, 0.2, 0.2], 0)).toBeGreaterThanOrEqual(0.9);
    expect(shareHeld([0.05, 0.1, 0.3], 0.25)).toBeGreaterThanOrEqual(0.9);
  });
});

describe('simultaneous intervals over classes', () => {
  it.each([
    { samplesOfClass: 100, lost: 0.1 },
    { samplesOfClass: 100, lost: 0.02 },
    { samplesOfClass: 40, lost: 0.2 },
  ])('hold for all ten classes at once: $samplesOfClass samples each', (setting) => {
    const classCount = 10;
    const families = 60;
    const generator = Generator.stream(15, 'simulation');
    const truth = setting.lost;
    let held = 0;
    for (let family = 0; family < families; family += 1) {
      const samples = classCount * setting.samplesOfClass;
      const intact = Uint8Array.from({ length: samples }, () => Number(generator.uniform() < 0.8));
      const cut = intact.map((right) => right && Number(generator.uniform() >= truth / 0.8));
      const classes = classUtilizations(
        {
          intact: [intact, intact],
          modelIntact: intact,
          cut: [
            [null, null],
            [cut, null],
          ],
          modelCut: [],
          labels: Int32Array.from({ length: samples }, (_, sample) => sample % classCount),
          classCount,
        },
        family,
      );
      held += Number(classes.every(({ entries }) => holds(entries[0].points, truth)));
    }
    expect(held / families).toBeGreaterThanOrEqual(0.88);
  });
});
