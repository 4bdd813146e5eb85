import type { Line } from '../record/snapshot.js';
import { bucketBounds } from './buckets.js';

/**
 * A curve thinned to at most `most` points that keeps what is seen (ours): of each of `most / 2` buckets of consecutive
 * points the least and the greatest, in their order, so that no spike is lost. The first and the last point always stay.
 * A gap (NaN or null) stays a gap where a whole bucket is one.
 *
 * @param most at least 4; a curve that has no more points is returned whole
 */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number | null>, most: number): Line {
  if (x.length <= most) {
    return {
      x: Array.from(x),
      y: Array.from({ length: x.length }, (_, index) => finite(y[index])),
    };
  }
  const kept: number[] = [0];
  for (const [start, end] of bucketBounds(x.length - 2, Math.floor(most / 2) - 1)) {
    kept.push(...extremes(y, start + 1, end + 1));
  }
  kept.push(x.length - 1);
  return { x: kept.map((index) => x[index]), y: kept.map((index) => finite(y[index])) };
}

/** Places of the least and the greatest value in `start` up to, not including, `end`; one where they are the same. */
function extremes(y: ArrayLike<number | null>, start: number, end: number): number[] {
  let [least, greatest] = [-1, -1];
  for (let index = start; index < end; index += 1) {
    const value = finite(y[index]);
    if (value !== null) {
      least = least === -1 || value < (y[least] ?? 0) ? index : least;
      greatest = greatest === -1 || value > (y[greatest] ?? 0) ? index : greatest;
    }
  }
  if (least === -1) {
    return [start];
  }
  return least === greatest ? [least] : [Math.min(least, greatest), Math.max(least, greatest)];
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
