import type { Line } from '../record/snapshot.js';
import type { BucketValues } from './buckets.js';

/**
 * A curve in buckets of steps that keeps what is seen (ours): the least and the greatest value of each bucket, at their
 * steps, so that no spike is lost; of equal values the first. The first and the last point always stay. A gap stays a gap
 * where a whole bucket is one.
 */
export class LineBuckets implements BucketValues {
  /** Where a bucket has no finite value, `leastX` is its first step and the values are NaN. */
  readonly #leastX: Float64Array;
  readonly #least: Float64Array;
  readonly #greatestX: Float64Array;
  readonly #greatest: Float64Array;
  #first: readonly [x: number, y: number] | null = null;
  #last: readonly [x: number, y: number] | null = null;

  /** @param most how many buckets there may be */
  constructor(most: number) {
    this.#leastX = new Float64Array(most).fill(Number.NaN);
    this.#least = new Float64Array(most).fill(Number.NaN);
    this.#greatestX = new Float64Array(most).fill(Number.NaN);
    this.#greatest = new Float64Array(most).fill(Number.NaN);
  }

  /**
   * The buckets that {@link line} was had from.
   *
   * @param ends the last step of each bucket
   */
  static from(most: number, { x, y }: Line, ends: readonly number[]): LineBuckets {
    const buckets = new LineBuckets(most);
    let bucket = 0;
    x.forEach((step, index) => {
      while (step > ends[bucket]) {
        bucket += 1;
      }
      buckets.add(bucket, x, y, index, index + 1);
    });
    return buckets;
  }

  clear(bucket: number): void {
    this.#leastX[bucket] = Number.NaN;
    this.#least[bucket] = Number.NaN;
    this.#greatestX[bucket] = Number.NaN;
    this.#greatest[bucket] = Number.NaN;
  }

  mergePairs(count: number): void {
    for (let into = 0; into < count; into += 1) {
      const from = 2 * into;
      // NaN is neither less nor greater: a bucket without a finite value takes what the other has.
      const least = isLess(this.#least[from + 1], this.#least[from]) ? from + 1 : from;
      const greatest = isLess(-this.#greatest[from + 1], -this.#greatest[from]) ? from + 1 : from;
      this.#leastX[into] = this.#leastX[least];
      this.#least[into] = this.#least[least];
      this.#greatestX[into] = this.#greatestX[greatest];
      this.#greatest[into] = this.#greatest[greatest];
    }
  }

  /** Takes the points `start` up to, not including, `end` into `bucket`; `x` ascends. */
  add(
    bucket: number,
    x: ArrayLike<number>,
    y: ArrayLike<number | null>,
    start: number,
    end: number,
  ): void {
    // Places in `y` of the least and the greatest; before the first where the bucket has them already.
    let least = this.#least[bucket];
    let greatest = this.#greatest[bucket];
    let leastAt = -1;
    let greatestAt = -1;
    let gapAt = -1;
    for (let index = start; index < end; index += 1) {
      const value = y[index];
      // Of what is not finite there is no difference: `Number.isFinite` is a call until all is optimized.
      if (value === null || value - value !== 0) {
        gapAt = gapAt === -1 ? index : gapAt;
      } else {
        if (!(value >= least)) {
          least = value;
          leastAt = index;
        }
        if (!(value <= greatest)) {
          greatest = value;
          greatestAt = index;
        }
      }
    }
    this.#least[bucket] = least;
    this.#greatest[bucket] = greatest;
    if (leastAt !== -1) {
      this.#leastX[bucket] = x[leastAt];
    } else if (gapAt !== -1 && Number.isNaN(this.#leastX[bucket])) {
      this.#leastX[bucket] = x[gapAt];
    }
    if (greatestAt !== -1) {
      this.#greatestX[bucket] = x[greatestAt];
    }
    this.#first ??= [x[start], y[start] ?? Number.NaN];
    this.#last = [x[end - 1], y[end - 1] ?? Number.NaN];
  }

  /** The curve over the first `length` buckets: at most two points each, and two more. */
  line(length: number): Line {
    const most = 2 * length + 2;
    const points = { x: Array<number>(most), y: Array<number | null>(most), count: 0 };
    if (this.#first !== null && this.#last !== null) {
      addPoint(points, ...this.#first);
      for (let bucket = 0; bucket < length; bucket += 1) {
        this.#addExtremes(bucket, points);
      }
      addPoint(points, ...this.#last);
    }
    const { x, y, count } = points;
    x.length = count;
    y.length = count;
    return { x, y };
  }

  #addExtremes(bucket: number, points: Points): void {
    const leastX = this.#leastX[bucket];
    const greatestX = this.#greatestX[bucket];
    if (greatestX < leastX) {
      addPoint(points, greatestX, this.#greatest[bucket]);
      addPoint(points, leastX, this.#least[bucket]);
    } else {
      addPoint(points, leastX, this.#least[bucket]);
      if (!Number.isNaN(greatestX)) {
        addPoint(points, greatestX, this.#greatest[bucket]);
      }
    }
  }
}

/** The points of a line that is being made, in memory for as many as it may have. */
interface Points extends Line {
  count: number;
}

function addPoint(points: Points, step: number, value: number): void {
  const { x, y, count } = points;
  if (count === 0 || x[count - 1] !== step) {
    x[count] = step;
    // Of what is not finite there is no difference.
    y[count] = value - value === 0 ? value : null;
    points.count += 1;
  }
}

function isLess(one: number, other: number): boolean {
  return one < other || (Number.isNaN(other) && !Number.isNaN(one));
}
