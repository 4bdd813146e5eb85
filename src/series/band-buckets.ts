import type { Band, BandTotals } from '../record/snapshot.js';
import type { BucketValues } from './buckets.js';

/**
 * A noisy curve in buckets of steps: sum, number, least and greatest of the finite values of each (ours). The mean is
 * had from sum and number, so that a bucket that was merged from others has the mean of its values.
 */
export class BandBuckets implements BucketValues {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  readonly #lows: Float64Array;
  readonly #highs: Float64Array;

  /** @param most how many buckets there may be */
  constructor(most: number) {
    this.#sums = new Float64Array(most);
    this.#counts = new Float64Array(most);
    this.#lows = new Float64Array(most);
    this.#highs = new Float64Array(most);
  }

  /** The buckets that {@link band} and {@link totals} were had from. */
  static from(most: number, { low, high }: Band, { sums, counts }: BandTotals): BandBuckets {
    const buckets = new BandBuckets(most);
    buckets.#sums.set(sums.map((sum) => sum ?? Number.NaN));
    buckets.#counts.set(counts);
    buckets.#lows.set(low.map((value) => value ?? Infinity));
    buckets.#highs.set(high.map((value) => value ?? -Infinity));
    return buckets;
  }

  clear(bucket: number): void {
    this.#sums[bucket] = 0;
    this.#counts[bucket] = 0;
    this.#lows[bucket] = Infinity;
    this.#highs[bucket] = -Infinity;
  }

  mergePairs(count: number): void {
    const [sums, counts, lows, highs] = [this.#sums, this.#counts, this.#lows, this.#highs];
    for (let into = 0; into < count; into += 1) {
      const from = 2 * into;
      sums[into] = sums[from] + sums[from + 1];
      counts[into] = counts[from] + counts[from + 1];
      lows[into] = Math.min(lows[from], lows[from + 1]);
      highs[into] = Math.max(highs[from], highs[from + 1]);
    }
  }

  /** Takes the values `start` up to, not including, `end` into `bucket`; what is not finite is a gap. */
  add(bucket: number, values: ArrayLike<number | null>, start: number, end: number): void {
    let sum = this.#sums[bucket];
    let count = this.#counts[bucket];
    let low = this.#lows[bucket];
    let high = this.#highs[bucket];
    for (let index = start; index < end; index += 1) {
      const value = values[index];
      // Of what is not finite there is no difference: `Number.isFinite` is a call until all is optimized.
      if (value !== null && value - value === 0) {
        sum += value;
        count += 1;
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
    this.#sums[bucket] = sum;
    this.#counts[bucket] = count;
    this.#lows[bucket] = low;
    this.#highs[bucket] = high;
  }

  /** The curve over the first buckets, whose last steps are `x`: it has that very list, as the other curves of a run. */
  band(x: number[]): Band {
    const [mean, low, high] = [0, 0, 0].map(() => Array<number | null>(x.length));
    for (let bucket = 0; bucket < x.length; bucket += 1) {
      const isGap = this.#counts[bucket] === 0;
      mean[bucket] = this.#mean(bucket);
      low[bucket] = isGap ? null : this.#lows[bucket];
      high[bucket] = isGap ? null : this.#highs[bucket];
    }
    return { x, mean, low, high };
  }

  /** What the curve over the first `length` buckets does not tell of them. */
  totals(length: number): BandTotals {
    return {
      sums: Array.from(this.#sums.subarray(0, length), (sum) =>
        Number.isFinite(sum) ? sum : null,
      ),
      counts: Array.from(this.#counts.subarray(0, length)),
    };
  }

  #mean(bucket: number): number | null {
    const mean = this.#sums[bucket] / this.#counts[bucket];
    // Rounding may carry the mean of equal values a little beyond them.
    return Number.isFinite(mean)
      ? Math.min(this.#highs[bucket], Math.max(this.#lows[bucket], mean))
      : null;
  }
}
