import { z } from 'zod';

/** How a modality is cut off in evaluation (design: definitions; `mean` is the paper's). */
export const cutOperator = z.enum(['mean', 'zero', 'permute', 'perceptual']);
export type CutOperator = z.infer<typeof cutOperator>;

/** The part of the data that a number was measured on. */
export const splitName = z.enum(['train', 'validation', 'test']);
export type SplitName = z.infer<typeof splitName>;

/**
 * A number with its 95 % interval over the evaluated samples, for these weights (not over seeds). Null where undefined.
 * `method` says how the interval was had: `bootstrap` (seeded multinomial resamples, percentiles) or `rule-of-three`
 * (no sample was discordant).
 */
export const estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  method: z.enum(['bootstrap', 'rule-of-three']),
});
export type Estimate = z.infer<typeof estimate>;

/** What cutting modality `cut` off costs branch `branch` (both indices). */
const utilizationEntry = z.object({
  branch: z.int().nonnegative(),
  cut: z.int().nonnegative(),
  /** A(f_k): accuracy of the branch with every modality, 0–1. */
  accuracy: estimate,
  /** A(f_k'): accuracy of the branch with the modality cut off, 0–1. */
  accuracyCut: estimate,
  /** A(f_k) − A(f_k'), 0–1 (shown times 100, as points). */
  points: estimate,
  /** u(m_cut | m_branch) = points / accuracy; null where the accuracy is 0. */
  rate: estimate,
});
export type UtilizationEntry = z.infer<typeof utilizationEntry>;

/** What cutting one modality off costs the model's prediction (ours). */
const modelUtilizationEntry = z.object({
  cut: z.int().nonnegative(),
  accuracy: estimate,
  /** Accuracy of the mean prediction without ŷ_cut and with the modality cut off. */
  accuracyCut: estimate,
  points: estimate,
});
export type ModelUtilizationEntry = z.infer<typeof modelUtilizationEntry>;

/** The entries of one class: points with simultaneous intervals; a rate only for enough samples and recall. */
const classUtilization = z.object({
  class: z.int().nonnegative(),
  samples: z.int().nonnegative(),
  entries: z.array(utilizationEntry),
});
export type ClassUtilization = z.infer<typeof classUtilization>;

/** Conditional utilization of one set of weights on one set of samples. */
export const utilization = z.object({
  split: splitName,
  cut: cutOperator,
  /** How many samples were evaluated, and of how many the split has. */
  samples: z.int().nonnegative(),
  available: z.int().nonnegative(),
  /** How many training samples the squeezed vectors' means were recorded on; null for a cut that needs none. */
  recordingSamples: z.int().positive().nullable(),
  /** Accuracy of the model's prediction with every modality. */
  modelAccuracy: estimate,
  entries: z.array(utilizationEntry),
  /** d_util for two modalities (signed), the gap max − min for more. */
  difference: estimate,
  model: z.array(modelUtilizationEntry),
  classes: z.array(classUtilization),
  /** Milliseconds spent on each part. */
  durations: z.object({
    recording: z.number().nonnegative(),
    intact: z.number().nonnegative(),
    cut: z.number().nonnegative(),
    intervals: z.number().nonnegative(),
  }),
});
export type Utilization = z.infer<typeof utilization>;
