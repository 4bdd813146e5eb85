import type { Line } from '../record/snapshot.js';
import { Buckets } from './buckets.js';
import { LineBuckets } from './line-buckets.js';

/**
 * A curve thinned to at most `most` points that keeps what is seen; see {@link LineBuckets}.
 *
 * @param x ascending
 * @param most at least 6; a curve that has no more points is returned whole
 */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number | null>, most: number): Line {
  if (x.length <= most) {
    return whole(x, y);
  }
  // Two points a bucket, and the ends of the curve.
  const mostBuckets = 2 * Math.floor((most - 2) / 4);
  const buckets = new Buckets(mostBuckets);
  const line = new LineBuckets(mostBuckets);
  buckets.append(x.length, [line], (bucket, start, end) => {
    line.add(bucket, x, y, start, end);
  });
  return line.line(buckets.length);
}

function whole(x: ArrayLike<number>, y: ArrayLike<number | null>): Line {
  const line: Line = { x: Array<number>(x.length), y: Array<number | null>(x.length) };
  for (let place = 0; place < x.length; place += 1) {
    const value = y[place];
    line.x[place] = x[place];
    line.y[place] = value !== null && Number.isFinite(value) ? value : null;
  }
  return line;
}
