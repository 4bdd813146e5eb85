import type { ModeShares } from '../../src/record/snapshot.js';

/** Which share of all steps re-balanced a modality, 0–1; null before the first step. */
export function rebalancingShare(
  { first, last, shares }: ModeShares,
  modality: number,
): number | null {
  let [boosted, all] = [0, 0];
  first.forEach((start, bucket) => {
    const steps = last[bucket] - start + 1;
    boosted += steps * (shares[modality]?.[bucket] ?? 0);
    all += steps;
  });
  return all === 0 ? null : boosted / all;
}
