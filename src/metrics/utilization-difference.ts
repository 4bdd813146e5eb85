import type { Estimate } from '../record/utilization.js';
import { estimate, isMoved, ruleOfThree, undefinedEstimate } from './interval.js';
import { percentile } from './percentile.js';
import type { Resamples } from './resamples.js';
import { mean, minus, valueAt, type Statistic } from './statistic.js';

/** The rate of one entry, and the modality that it cuts off. */
export interface CutRate {
  readonly cut: number;
  readonly rate: Statistic;
}

/**
 * How unequally the modalities are used, with its interval; null where a rate is, and for fewer than two modalities.
 *
 * Two modalities (paper): d_util = u(m_1|m_0) − u(m_0|m_1); positive where branch 0 leans on modality 1 more than
 * branch 1 on modality 0. More (ours): the gap max − min over j of the mean over k ≠ j of U[k][j].
 */
export function utilizationDifference(resamples: Resamples, rates: readonly CutRate[]): Estimate {
  const modalities = [...new Set(rates.map(({ cut }) => cut))].sort((left, right) => left - right);
  const means = modalities.map((modality) =>
    mean(rates.filter(({ cut }) => cut === modality).map((entry) => entry.rate)),
  );
  if (means.length < 2) {
    return undefinedEstimate;
  }
  return means.length === 2
    ? estimate(resamples, minus(means[1], means[0]))
    : gapEstimate(resamples, means);
}

/**
 * The gap max − min of `means`, give or take the 95th percentile of how far apart two means drift in a resample:
 * max_j (m*_j − m_j) − min_j (m*_j − m_j).
 *
 * Percentiles of the gap itself would never reach down to 0, since every resample of equal means has some gap; this
 * band covers all pairwise differences at once, hence the gap in at least 95 % of cases, equal means included (ours).
 */
function gapEstimate(resamples: Resamples, means: readonly Statistic[]): Estimate {
  const observed = means.flatMap((one) => valueAt(one, resamples.observed) ?? []);
  if (resamples.cells.samples === 0 || observed.length < means.length) {
    return undefinedEstimate;
  }
  const value = spread(observed);
  const pairs = means.flatMap((left) =>
    means.filter((right) => right !== left).map((right) => minus(left, right)),
  );
  const moved = pairs.some((difference) => isMoved(resamples, difference));
  const margin = moved
    ? driftOfMeans(resamples, means, observed)
    : Math.max(...pairs.map((difference) => ruleOfThree(resamples, difference)[1]));
  return {
    value,
    low: Math.max(0, value - margin),
    high: value + margin,
    method: moved ? 'bootstrap' : 'rule-of-three',
  };
}

function driftOfMeans(
  resamples: Resamples,
  means: readonly Statistic[],
  observed: readonly number[],
): number {
  const columns = means.map((one) => one.values(resamples.drawn));
  const drifts = columns[0].map((_, resample) =>
    spread(columns.map((column, index) => column[resample] - observed[index])),
  );
  return percentile(
    drifts.filter((drift) => !Number.isNaN(drift)),
    0.95,
  );
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
