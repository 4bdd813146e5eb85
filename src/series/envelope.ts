import type { Band } from '../record/snapshot.js';
import { bucketBounds } from './buckets.js';

/**
 * A noisy curve in at most `most` buckets of consecutive points: the last x of each, and the mean, least and greatest of
 * its finite values (ours); null where it has none.
 */
export function envelope(x: ArrayLike<number>, y: ArrayLike<number>, most: number): Band {
  const band: Band = { x: [], mean: [], low: [], high: [] };
  for (const [start, end] of bucketBounds(x.length, most)) {
    let [sum, count, low, high] = [0, 0, Infinity, -Infinity];
    for (let index = start; index < end; index += 1) {
      const value = y[index];
      if (Number.isFinite(value)) {
        sum += value;
        count += 1;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    band.x.push(x[end - 1]);
    band.mean.push(count === 0 ? null : sum / count);
    band.low.push(count === 0 ? null : low);
    band.high.push(count === 0 ? null : high);
  }
  return band;
}
