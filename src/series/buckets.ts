/** What is kept of each bucket of consecutive points; buckets are numbered from 0. */
export interface BucketValues {
  /** Makes a bucket empty. */
  clear(bucket: number): void;
  /** Makes the first `count` buckets of twice as many, each of two neighbours. */
  mergePairs(count: number): void;
}

/** Takes the points from `start` up to, not including, `end` of those that are being added into a bucket. */
export type AddToBucket = (bucket: number, start: number, end: number) => void;

/**
 * Consecutive points in buckets of one size, a power of two: never more than `most` buckets, and more than half as many
 * as soon as points were merged. Where one more is needed, pairs become one and the size doubles, so that a point costs
 * the same however many went before, and the buckets depend on the number of points alone.
 */
export class Buckets {
  readonly #most: number;
  #size = 1;
  #length = 0;
  #inLast = 0;

  /**
   * @param most an even number, at least 2
   * @param points how many points there are already
   */
  constructor(most: number, points = 0) {
    this.#most = most;
    while (points > most * this.#size) {
      this.#size *= 2;
    }
    this.#length = Math.ceil(points / this.#size);
    this.#inLast = points === 0 ? 0 : points - (this.#length - 1) * this.#size;
  }

  /** Points that one bucket has, but for the last. */
  get size(): number {
    return this.#size;
  }

  /** How many buckets there are. */
  get length(): number {
    return this.#length;
  }

  /** How many points `bucket` has. */
  pointsOf(bucket: number): number {
    return bucket === this.#length - 1 ? this.#inLast : this.#size;
  }

  /** Adds so many points, stretch by stretch of one bucket. */
  append(points: number, values: readonly BucketValues[], add: AddToBucket): void {
    let start = 0;
    while (start < points) {
      if (this.#length === 0 || this.#inLast === this.#size) {
        this.#open(values);
      }
      const end = Math.min(points, start + this.#size - this.#inLast);
      this.#inLast += end - start;
      add(this.#length - 1, start, end);
      start = end;
    }
  }

  #open(values: readonly BucketValues[]): void {
    if (this.#length === this.#most) {
      this.#length /= 2;
      this.#size *= 2;
      for (const each of values) {
        each.mergePairs(this.#length);
      }
    }
    for (const each of values) {
      each.clear(this.#length);
    }
    this.#length += 1;
    this.#inLast = 0;
  }
}
