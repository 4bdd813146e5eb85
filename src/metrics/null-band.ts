import type { NullBand, NullTrainings } from '../record/null-band.js';
import { seedInterval } from './paired-interval.js';

/**
 * The null band of d_speed (ours): at each step mean ± t(0.975, n − 1)·s·√(1 + 1/n) over n trainings in which there is
 * nothing to learn, the interval that holds the value of one more of them with 95 %, where they scatter about normally.
 * It holds step by step, not for a whole curve at once.
 *
 * @param modalityCount with more than two d_speed is never negative, and neither is its band
 * @returns null for fewer than two trainings
 */
export function nullBandOf(
  { steps, trainings }: Pick<NullTrainings, 'steps' | 'trainings'>,
  modalityCount: number,
): NullBand | null {
  if (trainings.length < 2) {
    return null;
  }
  const bounds = steps.map((_, place) =>
    predictionInterval(trainings.map(({ speedDifferences }) => speedDifferences[place])),
  );
  const least = modalityCount > 2 ? 0 : -Infinity;
  return {
    x: [...steps],
    low: bounds.map((bound) => (bound === null ? null : Math.max(least, bound.low))),
    high: bounds.map((bound) => bound?.high ?? null),
    trainings: trainings.length,
  };
}

/** The interval over the mean of n values is √(n + 1) times as narrow as the one over a further value. */
function predictionInterval(
  values: readonly (number | null)[],
): { low: number; high: number } | null {
  const defined = values.filter((value) => value !== null);
  const interval = defined.length < values.length ? null : seedInterval(defined);
  if (typeof interval?.high !== 'number') {
    return null;
  }
  const halfWidth = (interval.high - interval.mean) * Math.sqrt(defined.length + 1);
  return { low: interval.mean - halfWidth, high: interval.mean + halfWidth };
}
