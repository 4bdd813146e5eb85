import { z } from 'zod';
import { estimate } from './utilization.js';

/** A branch held to its uni-modal reference: the same branch trained alone, on the same samples. */
export const referenceComparison = z.object({
  /** Absolute path of the reference's run directory. */
  run: z.string(),
  /** Training steps behind the reference's weights. */
  step: z.int().nonnegative(),
  /** Index of the branch in the compared run. */
  branch: z.int().nonnegative(),
  /** Accuracy of the reference, 0–1. */
  accuracy: estimate,
  entries: z.array(
    z.object({
      /** Index of the modality that was cut off from the branch. */
      cut: z.int().nonnegative(),
      /** A(f_k'): accuracy of the branch with that modality cut off, 0–1. */
      accuracyCut: z.number(),
      /** Accuracy of the reference − A(f_k'), paired over the samples, 0–1 (shown times 100, as points). */
      shortfall: estimate,
    }),
  ),
});
export type ReferenceComparison = z.infer<typeof referenceComparison>;
