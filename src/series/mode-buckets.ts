import type { ModeShares } from '../record/snapshot.js';
import type { Buckets, BucketValues } from './buckets.js';

/** Which modality the steps of each bucket re-balanced: first and last step, and how many boosted each modality. */
export class ModeBuckets implements BucketValues {
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  /** One array a modality. */
  readonly #boosts: readonly Float64Array[];

  /** @param most how many buckets there may be */
  constructor(most: number, modalityCount: number) {
    this.#first = new Float64Array(most);
    this.#last = new Float64Array(most);
    this.#boosts = Array.from({ length: modalityCount }, () => new Float64Array(most));
  }

  /** The buckets that {@link modes} was had from. */
  static from(most: number, { first, last, shares }: ModeShares, buckets: Buckets): ModeBuckets {
    const made = new ModeBuckets(most, shares.length);
    made.#first.set(first);
    made.#last.set(last);
    made.#boosts.forEach((boosts, modality) => {
      boosts.set(
        shares[modality].map((share, bucket) => Math.round(share * buckets.pointsOf(bucket))),
      );
    });
    return made;
  }

  clear(bucket: number): void {
    this.#first[bucket] = Number.NaN;
    for (const boosts of this.#boosts) {
      boosts[bucket] = 0;
    }
  }

  mergePairs(count: number): void {
    for (let into = 0; into < count; into += 1) {
      const from = 2 * into;
      this.#first[into] = this.#first[from];
      this.#last[into] = this.#last[from + 1];
      for (const boosts of this.#boosts) {
        boosts[into] = boosts[from] + boosts[from + 1];
      }
    }
  }

  /**
   * Takes the steps `start` up to, not including, `end` into `bucket`.
   *
   * @param modes one code a step: 0 is regular, k + 1 boosts modality k
   */
  add(
    bucket: number,
    steps: ArrayLike<number>,
    modes: ArrayLike<number>,
    start: number,
    end: number,
  ): void {
    if (Number.isNaN(this.#first[bucket])) {
      this.#first[bucket] = steps[start];
    }
    this.#last[bucket] = steps[end - 1];
    for (let index = start; index < end; index += 1) {
      if (modes[index] > 0) {
        this.#boosts[modes[index] - 1][bucket] += 1;
      }
    }
  }

  /** The last step of each of `buckets`. */
  ends({ length }: Buckets): number[] {
    const ends = Array<number>(length);
    for (let bucket = 0; bucket < length; bucket += 1) {
      ends[bucket] = this.#last[bucket];
    }
    return ends;
  }

  /**
   * The share of each bucket's steps by boosted modality.
   *
   * @param ends of the buckets
   */
  modes(buckets: Buckets, ends = this.ends(buckets)): ModeShares {
    return {
      first: Array.from(this.#first.subarray(0, buckets.length)),
      last: ends,
      shares: this.#boosts.map((boosts) =>
        Array.from(
          boosts.subarray(0, buckets.length),
          (count, bucket) => count / buckets.pointsOf(bucket),
        ),
      ),
    };
  }
}
