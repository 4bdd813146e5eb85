import type { Band } from '../record/snapshot.js';
import type { Values } from './over-stretch.js';
import { rolling } from './rolling.js';

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
    low: withGapsOf(low, rolling(filled(low, Infinity), window, Math.min)),
    high: withGapsOf(high, rolling(filled(high, -Infinity), window, Math.max)),
  };
}

/** The means of a band alone, smoothed as {@link smooth} does. */
export function smoothMeans(means: Values, window: number): (number | null)[] {
  if (window === 1) {
    return [...means];
  }
  const sums = rolling(filled(means, 0), window, sum);
  const present = Float64Array.from(means, (value) => (value === null ? 0 : 1));
  const counts = rolling(present, window, sum);
  return withGapsOf(
    means,
    sums.map((total, place) => total / counts[place]),
  );
}

const sum = (one: number, other: number): number => one + other;

/** A curve with `value` in place of gaps. */
function filled(values: Values, value: number): Float64Array {
  return Float64Array.from(values, (each) => each ?? value);
}

function withGapsOf(values: Values, smoothed: Float64Array): (number | null)[] {
  return values.map((value, place) => (value === null ? null : smoothed[place]));
}
