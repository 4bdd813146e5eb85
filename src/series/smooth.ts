import type { Band } from '../record/snapshot.js';

/**
 * A band smoothed over a trailing window of `window` buckets: the mean of their means, the least of their lows and the
 * greatest of their highs (ours). Gaps are left out of the window, and stay gaps.
 *
 * @param window buckets, at least 1; 1 changes nothing
 */
export function smooth({ x, mean, low, high }: Band, window: number): Band {
  const rolling = (
    values: readonly (number | null)[],
    combine: (inWindow: readonly number[]) => number,
  ): (number | null)[] =>
    values.map((value, index) =>
      value === null
        ? null
        : combine(
            values
              .slice(Math.max(0, index + 1 - window), index + 1)
              .filter((each) => each !== null),
          ),
    );
  return {
    x: [...x],
    mean: rolling(mean, (values) => values.reduce((sum, each) => sum + each, 0) / values.length),
    low: rolling(low, (values) => Math.min(...values)),
    high: rolling(high, (values) => Math.max(...values)),
  };
}
