import type { Estimate } from '../record/utilization.js';
import type { Resamples } from './resamples.js';
import { valueAt, type Statistic } from './statistic.js';
import { tailPercentiles } from './tail-percentiles.js';

/** A value that is undefined, and so is its interval. */
export const undefinedEstimate: Estimate = {
  value: null,
  low: null,
  high: null,
  method: 'bootstrap',
};

/**
 * A statistic's value with its 95 % interval over the evaluated samples, for these weights: percentiles of the
 * resamples in which it is defined, or the rule of three where no sample moves it, or no resample does (ours). The
 * interval has a width and contains the value, also where a handful of skewed samples would have it otherwise.
 *
 * @param family how many intervals are to hold at once, at 95 % all together (Bonferroni)
 */
export function estimate(resamples: Resamples, statistic: Statistic, family = 1): Estimate {
  const value = resamples.cells.samples === 0 ? null : valueAt(statistic, resamples.observed);
  if (value === null) {
    return undefinedEstimate;
  }
  const bounds = tailPercentiles(statistic.values(resamples.drawn), 0.025 / family);
  const [low, high] = [Math.min(value, bounds[0]), Math.max(value, bounds[1])];
  return low < high && isMoved(resamples, statistic)
    ? { value, low, high, method: 'bootstrap' }
    : boundedEstimate(resamples, statistic, value, family);
}

function boundedEstimate(
  resamples: Resamples,
  statistic: Statistic,
  value: number,
  family: number,
): Estimate {
  const [loss, gain] = ruleOfThree(resamples, statistic, family);
  const [least, greatest] = statistic.range;
  return {
    value,
    low: Math.max(least, value + loss),
    high: Math.min(greatest, value + gain),
    method: 'rule-of-three',
  };
}

/**
 * Whether any sample moves the statistic: whether it would be different with more of one joint outcome that occurs.
 * Points are unmoved where no sample is discordant, and also where every sample is lost by the cut.
 */
export function isMoved({ cells, observed }: Resamples, statistic: Statistic): boolean {
  const gradient = statistic.gradient(observed);
  return cells.counts.some((_, cell) => {
    const influence = gradient.reduce((total, slope, vector) => {
      const score = cells.hits[vector][cell] / cells.passes[vector];
      return total + slope * (score - observed[vector]);
    }, 0);
    return Math.abs(influence) > 1e-9;
  });
}

/**
 * How far unseen samples could move a statistic that no seen one moves: down (≤ 0) and up (≥ 0).
 *
 * An outcome that none of n samples shows has a probability of at most 3/n, at 95 % (1 − 0.05^(1/n) ≈ 3/n). The bound
 * gives the whole of that probability to whichever joint outcome moves the statistic most, to first order: ±3/n for
 * points where no sample is discordant, and that over A(f_k) for u.
 */
export function ruleOfThree(
  { cells, observed }: Resamples,
  statistic: Statistic,
  family = 1,
): [number, number] {
  const unseen = Math.min(1, (3 + Math.log(family)) / cells.samples);
  let loss = 0;
  let gain = 0;
  statistic.gradient(observed).forEach((slope, vector) => {
    const toRight = slope * (1 - observed[vector]);
    const toWrong = -slope * observed[vector];
    loss += Math.min(toRight, toWrong);
    gain += Math.max(toRight, toWrong);
  });
  return [unseen * loss, unseen * gain];
}
