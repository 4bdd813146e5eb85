import jstat from 'jstat';
import { percentile } from '../../../src/metrics/percentile.js';
import { Generator } from '../../../src/random/generator.js';

/** A pair of values of one run. */
export interface Pair {
  readonly seed: number;
  readonly x: number;
  readonly y: number;
}

/** A correlation with its 95 % interval; null where it is not defined. */
export interface Correlation {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly runs: number;
  readonly seeds: number;
}

/** How many resamples the interval is taken from, and how many seeds it needs at least (few say too little of the rest). */
const resampling = { count: 2000, leastSeeds: 5 };

/**
 * Spearman's rank correlation of x with y over runs. Runs with the same seed have data and weights in common, so that
 * the interval is had from whole seeds drawn with replacement: the percentiles of those resamples in which it is defined.
 */
export function rankCorrelation(pairs: readonly Pair[]): Correlation {
  const bySeed = [...new Set(pairs.map(({ seed }) => seed))].map((seed) =>
    pairs.filter((pair) => pair.seed === seed),
  );
  const [runs, seeds] = [pairs.length, bySeed.length];
  const value = spearman(pairs);
  if (value === null || seeds < resampling.leastSeeds) {
    return { value, low: null, high: null, runs, seeds };
  }
  const random = Generator.stream(0, 'experiment/rank-correlation');
  const drawn = Array.from({ length: resampling.count }, () =>
    spearman(bySeed.flatMap(() => bySeed[random.integer(seeds)])),
  );
  const sorted = Float64Array.from(drawn.filter((each) => each !== null)).sort();
  return {
    ...{ value, runs, seeds },
    low: Math.min(value, percentile(sorted, 0.025)),
    high: Math.max(value, percentile(sorted, 0.975)),
  };
}

function spearman(pairs: readonly Pair[]): number | null {
  const value = jstat.spearmancoeff(
    pairs.map(({ x }) => x),
    pairs.map(({ y }) => y),
  );
  return Number.isFinite(value) ? value : null;
}
