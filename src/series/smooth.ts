import type { Band } from '../record/snapshot.js';
import { average, greatest, least, type Values } from './over-stretch.js';

/**
 * A band smoothed over a trailing window of `window` buckets: the mean of their means, the least of their lows and the
 * greatest of their highs (ours). Gaps are left out of the window, and stay gaps.
 *
 * @param window buckets, at least 1; 1 changes nothing
 */
export function smooth({ x, mean, low, high }: Band, window: number): Band {
  return {
    x: [...x],
    mean: smoothMeans(mean, window),
    low: rolling(low, window, least),
    high: rolling(high, window, greatest),
  };
}

/** The means of a band alone, smoothed as {@link smooth} does. */
export function smoothMeans(means: Values, window: number): (number | null)[] {
  return rolling(means, window, average);
}

/** What `combine` gives of the window that ends at each value; a gap where there is none. */
function rolling(
  values: Values,
  window: number,
  combine: (values: Values, from: number, to: number) => number | null,
): (number | null)[] {
  return values.map((value, index) =>
    value === null ? null : combine(values, Math.max(0, index + 1 - window), index + 1),
  );
}
