import { describe, expect, it } from 'vitest';
import { differenceOf, meanOf } from '../../../bench/experiment/analysis/over-seeds.js';
import {
  proxyCorrelation,
  proxyPairs,
  primaryReading,
} from '../../../bench/experiment/analysis/proxy.js';
import { modelAccuracy } from '../../../bench/experiment/analysis/quantities.js';
import { rankCorrelation } from '../../../bench/experiment/analysis/rank-correlation.js';
import { doseMatched } from '../../../bench/experiment/dose.js';
import { handMadeResult } from './hand-made-result.js';

const accuracy = modelAccuracy('test');

describe('a difference between conditions', () => {
  const results = [
    ...[0.5, 0.6, 0.7, 0.4].map((each, seed) =>
      handMadeResult({ condition: 'vanilla', seed, accuracy: each }),
    ),
    ...[0.6, 0.8, 0.8].map((each, seed) =>
      handMadeResult({ condition: 'guided', seed, accuracy: each }),
    ),
  ];

  it('is paired by seed, with the t interval of the differences', () => {
    // Differences 0.1, 0.2, 0.1: mean 2/15, s = 1/√300; t(0.975, 2) = 4.302653.
    const half = (4.302653 * (1 / Math.sqrt(300))) / Math.sqrt(3);
    const { mean, low, high, seeds } = differenceOf(results, 'guided', 'vanilla', accuracy) ?? {};
    expect(seeds).toBe(3);
    expect(mean).toBeCloseTo(2 / 15, 10);
    expect(low).toBeCloseTo(2 / 15 - half, 6);
    expect(high).toBeCloseTo(2 / 15 + half, 6);
  });

  it('is not there where no seed is in both', () => {
    expect(differenceOf(results, 'guided', 'random', accuracy)).toBeNull();
    expect(meanOf(results, 'vanilla', accuracy)?.mean).toBeCloseTo(0.55, 10);
  });

  it('has the accuracy of a modality alone, which has no other to cut off', () => {
    const alone = [handMadeResult({ condition: 'gray-alone', seed: 0, accuracy: 0.9 })];
    expect(meanOf(alone, 'gray-alone', accuracy)?.mean).toBeCloseTo(0.9, 10);
    expect(meanOf(alone, 'gray-alone', modelAccuracy('test', true))).toBeNull();
  });
});

describe('the rank correlation', () => {
  const pairs = (values: readonly (readonly [number, number])[], seed = 0) =>
    values.map(([x, y]) => ({ seed, x, y }));

  it("is Spearman's, ties at their mean rank", () => {
    // Ranks 1, 2, 3, 4, 5 against 2, 1, 4, 3, 5: 1 − 6·4 / (5·24).
    const shuffled = pairs([
      [1, 20],
      [2, 10],
      [30, 40],
      [40, 30],
      [500, 50],
    ]);
    expect(rankCorrelation(shuffled).value).toBeCloseTo(0.8, 10);
    // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: 4.5 / √(4.5 · 5).
    const tied = pairs([
      [1, 1],
      [2, 3],
      [2, 2],
      [3, 4],
    ]);
    expect(rankCorrelation(tied).value).toBeCloseTo(4.5 / Math.sqrt(22.5), 10);
  });

  it('is undefined where one side does not vary, and has no interval from few seeds', () => {
    expect(
      rankCorrelation(
        pairs([
          [1, 1],
          [1, 2],
        ]),
      ).value,
    ).toBeNull();
    expect(
      rankCorrelation(
        pairs([
          [1, 1],
          [2, 2],
        ]),
      ),
    ).toMatchObject({ value: expect.closeTo(1, 10) as number, low: null, high: null });
  });

  it('draws whole seeds anew: copies within a seed make its interval no narrower', () => {
    const seeds = Array.from({ length: 8 }, (_, seed) => ({ seed, x: seed, y: (seed * 5) % 8 }));
    const copied = seeds.flatMap((pair) => [pair, pair, pair, pair]);
    const [once, often] = [rankCorrelation(seeds), rankCorrelation(copied)];
    const width = ({ low, high }: typeof once): number => (high ?? 0) - (low ?? 0);
    expect(width(once)).toBeGreaterThan(0.5);
    expect(width(often)).toBeCloseTo(width(once), 1);
  });
});

describe('the proxy', () => {
  it('is d_speed after the last step against d_util, of runs that do not re-balance', () => {
    const results = [
      handMadeResult({ condition: 'vanilla', seed: 0, speed: 0.3, difference: 0.2 }),
      handMadeResult({ condition: 'swapped', seed: 0, speed: -0.3, difference: -0.2 }),
      handMadeResult({ condition: 'guided', seed: 0, speed: 9, difference: -9 }),
      handMadeResult({ condition: 'vanilla', seed: 1, speed: 0.1, difference: null }),
    ];
    expect(proxyPairs(results, primaryReading)).toEqual([
      { condition: 'vanilla', seed: 0, x: 0.3, y: 0.2 },
      { condition: 'swapped', seed: 0, x: -0.3, y: -0.2 },
    ]);
    expect(proxyCorrelation(results)).toMatchObject({
      value: expect.closeTo(1, 10) as number,
      runs: 2,
      seeds: 1,
    });
  });
});

describe('the dose-matched control', () => {
  it('re-balances as often and each branch as often', () => {
    const run = handMadeResult({ condition: 'guided', seed: 0, rebalancing: [60, 15] });
    expect(doseMatched(run)).toEqual({
      ...{ strategy: 'random', share: 75 / 90, warmUpEpochs: 1 },
      weights: { gray: 0.8, color: 0.2 },
    });
  });

  it('never re-balances where the run did not', () => {
    expect(doseMatched(handMadeResult({ condition: 'guided', seed: 0 }))).toMatchObject({
      share: 0,
    });
  });
});
