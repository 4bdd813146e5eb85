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
    x,
    mean: smoothMeans(mean, window),
    low: withGapsOf(low, rolling(filled(low, Infinity), window, 'least')),
    high: withGapsOf(high, rolling(filled(high, -Infinity), window, 'greatest')),
  };
}

/** The means of a band alone, smoothed as {@link smooth} does. */
export function smoothMeans(means: Values, window: number): (number | null)[] {
  if (window === 1) {
    return [...means];
  }
  const smoothed = rolling(filled(means, 0), window, 'sum');
  const counts = means.includes(null) ? rolling(present(means), window, 'sum') : null;
  for (let place = 0; place < smoothed.length; place += 1) {
    smoothed[place] /= counts === null ? Math.min(place + 1, window) : counts[place];
  }
  return withGapsOf(means, smoothed);
}

// Plain loops into memory of the right length: a page that grows smooths its curves four times a second.

/** A curve with `value` in place of gaps. */
function filled(values: Values, value: number): Float64Array {
  const whole = new Float64Array(values.length);
  for (let place = 0; place < values.length; place += 1) {
    whole[place] = values[place] ?? value;
  }
  return whole;
}

/** 1 where there is a value, 0 for a gap. */
function present(values: Values): Float64Array {
  const whole = new Float64Array(values.length);
  for (let place = 0; place < values.length; place += 1) {
    whole[place] = values[place] === null ? 0 : 1;
  }
  return whole;
}

function withGapsOf(values: Values, smoothed: Float64Array): (number | null)[] {
  const list = Array<number | null>(values.length);
  for (let place = 0; place < values.length; place += 1) {
    list[place] = values[place] === null ? null : smoothed[place];
  }
  return list;
}
