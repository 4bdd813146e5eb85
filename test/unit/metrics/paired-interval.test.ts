import fc from 'fast-check';
import { randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { pairedInterval, seedInterval } from '../../../src/metrics/paired-interval.js';
import { Generator } from '../../../src/random/generator.js';

const value = fc.double({ min: -1, max: 1, noNaN: true });
const scale = fc.double({ min: 0.1, max: 10, noNaN: true });
const values = fc.array(value, { minLength: 2, maxLength: 30 });

function bySeed(all: readonly number[], firstSeed = 0): Map<number, number> {
  return new Map(all.map((each, index) => [firstSeed + index, each]));
}

describe('an interval over seeds', () => {
  // scipy.stats.ttest_1samp(np.arange(n) ** 2 / 10, 0).confidence_interval(0.95)
  it.each([
    [2, 0.05, -0.5853102368087347, 0.6853102368087348],
    [3, 0.16666666666666666, -0.3504478345875597, 0.6837811679208929],
    [10, 2.85, 0.8251903124260185, 4.874809687573982],
    [40, 51.35, 36.26733843843642, 66.43266156156358],
  ])('agrees with SciPy for %i seeds', (seeds, mean, low, high) => {
    const interval = seedInterval(Array.from({ length: seeds }, (_, index) => index ** 2 / 10));
    expect(interval).toMatchObject({ seeds });
    expect(interval?.mean).toBeCloseTo(mean, 12);
    expect(interval?.low).toBeCloseTo(low, 5);
    expect(interval?.high).toBeCloseTo(high, 5);
  });

  it('is nothing for no seed, and a value without interval for one', () => {
    expect(seedInterval([])).toBeNull();
    expect(seedInterval([0.3])).toEqual({ mean: 0.3, low: null, high: null, seeds: 1 });
  });

  it('is centred on the mean, whatever the order, and moves and grows with the values', () => {
    fc.assert(
      fc.property(values, value, scale, (all, shift, factor) => {
        const { mean, low, high } = numbers(seedInterval(all));
        expect((low + high) / 2).toBeCloseTo(mean, 9);
        expect(low).toBeLessThanOrEqual(mean);
        const reversed = numbers(seedInterval(all.toReversed()));
        expect(reversed.high).toBeCloseTo(high, 9);
        const moved = numbers(seedInterval(all.map((each) => each * factor + shift)));
        expect(moved.low).toBeCloseTo(low * factor + shift, 8);
        expect(moved.high).toBeCloseTo(high * factor + shift, 8);
      }),
    );
  });

  it('has no width where all seeds agree to the last bit', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 2, max: 20 }), (drawn, seeds) => {
        const same = drawn + 0; // never −0
        const interval = seedInterval(Array.from({ length: seeds }, () => same));
        expect(interval).toEqual({ mean: same, low: same, high: same, seeds });
      }),
    );
  });

  it('covers the true mean in 93 to 97 of 100 experiments with three seeds each', () => {
    const draw = randomNormal.source(Generator.stream(1, 'coverage').uniform)(0.7, 0.05);
    let covered = 0;
    for (let experiment = 0; experiment < 4000; experiment += 1) {
      const { low, high } = numbers(seedInterval([draw(), draw(), draw()]));
      covered += low <= 0.7 && 0.7 <= high ? 1 : 0;
    }
    expect(covered / 4000).toBeGreaterThan(0.93);
    expect(covered / 4000).toBeLessThan(0.97);
  });
});

describe('a paired difference over seeds', () => {
  it('agrees with SciPy', () => {
    // scipy.stats.ttest_rel(right, left).confidence_interval(0.95)
    const left = bySeed([0.653, 0.671, 0.64, 0.662, 0.655]);
    const right = bySeed([0.712, 0.705, 0.731, 0.699, 0.72]);
    const { mean, low, high } = numbers(pairedInterval(left, right));
    expect(mean).toBeCloseTo(0.0572, 12);
    expect(low).toBeCloseTo(0.028394465661558812, 8);
    expect(high).toBeCloseTo(0.08600553433844106, 8);
  });

  it('pairs by seed, whatever the order, and leaves out what only one side has', () => {
    const left = new Map([
      [3, 0.5],
      [1, 0.1],
      [8, 0.9],
    ]);
    const right = new Map([
      [1, 0.3],
      [2, 0.9],
      [3, 0.8],
    ]);
    const { mean, seeds } = pairedInterval(left, right) ?? { mean: Number.NaN, seeds: 0 };
    expect(mean).toBeCloseTo(0.25, 12);
    expect(seeds).toBe(2);
    expect(pairedInterval(new Map([[1, 0]]), new Map([[2, 0]]))).toBeNull();
  });

  it('turns round with its sides, and forgets what a seed does to both alike', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 2 }), (all) => {
        const left = bySeed(all.map(([own]) => own));
        const right = bySeed(all.map(([, own]) => own));
        const { mean, low, high } = numbers(pairedInterval(left, right));
        const turned = numbers(pairedInterval(right, left));
        expect(turned.mean).toBeCloseTo(-mean, 9);
        expect(turned.low).toBeCloseTo(-high, 9);
        const shared = numbers(
          pairedInterval(
            bySeed(all.map(([own, , both]) => own + both)),
            bySeed(all.map(([, own, both]) => own + both)),
          ),
        );
        expect(shared.low).toBeCloseTo(low, 9);
        expect(shared.high).toBeCloseTo(high, 9);
      }),
    );
  });
});

/** An interval that must be there. */
function numbers(interval: ReturnType<typeof seedInterval>): {
  mean: number;
  low: number;
  high: number;
} {
  const { mean = null, low = null, high = null } = interval ?? {};
  if (mean === null || low === null || high === null) {
    throw new Error('There is no interval.');
  }
  return { mean, low, high };
}
