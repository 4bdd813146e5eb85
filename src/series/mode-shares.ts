import type { ModeShares } from '../record/snapshot.js';
import { bucketBounds } from './buckets.js';

/**
 * Which modality the steps re-balanced, in at most `most` buckets of consecutive steps: the share of each bucket's steps
 * by boosted modality.
 *
 * @param modes one code a step: 0 is regular, k + 1 boosts modality k
 */
export function modeSharesOf(
  steps: ArrayLike<number>,
  modes: ArrayLike<number>,
  modalityCount: number,
  most: number,
): ModeShares {
  const result: ModeShares = {
    first: [],
    last: [],
    shares: Array.from({ length: modalityCount }, () => []),
  };
  for (const [start, end] of bucketBounds(steps.length, most)) {
    const counts = Array.from({ length: modalityCount }, () => 0);
    for (let index = start; index < end; index += 1) {
      if (modes[index] > 0) {
        counts[modes[index] - 1] += 1;
      }
    }
    result.first.push(steps[start]);
    result.last.push(steps[end - 1]);
    counts.forEach((count, modality) => {
      result.shares[modality].push(count / (end - start));
    });
  }
  return result;
}
