import type { Band } from '../record/snapshot.js';

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

type Values = readonly (number | null)[];

/** The means of a band alone, smoothed as {@link smooth} does. */
export function smoothMeans(means: Values, window: number): (number | null)[] {
  return rolling(means, window, average);
}

/** What `combine` gives of the window that ends at each value; a gap where there is none. */
function rolling(
  values: Values,
  window: number,
  combine: (values: Values, from: number, to: number) => number,
): (number | null)[] {
  return values.map((value, index) =>
    value === null ? null : combine(values, Math.max(0, index + 1 - window), index + 1),
  );
}

function average(values: Values, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index];
    if (value !== null) {
      sum += value;
      count += 1;
    }
  }
  return sum / count;
}

function least(values: Values, from: number, to: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    found = Math.min(found, values[index] ?? found);
  }
  return found;
}

function greatest(values: Values, from: number, to: number): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    found = Math.max(found, values[index] ?? found);
  }
  return found;
}
