import { z } from 'zod';
import { balancingConfiguration } from '../../src/record/balancing.js';
import { splitName } from '../../src/record/utilization.js';

/** A number with its 95 % interval over samples. */
const interval = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** Conditional utilization of the last weights on all samples of a split, the means recorded on all of training. */
const measurement = z.object({
  split: splitName,
  /** Whether batch norm's statistics were measured anew before. */
  recalibrated: z.boolean(),
  /** Accuracy of the mean prediction. */
  accuracy: interval,
  /** One a branch: A(f_k), A(f_k'), their difference and the rate u(other | own). */
  branches: z.array(
    z.object({ accuracy: interval, accuracyCut: interval, points: interval, rate: interval }),
  ),
  /** d_util. */
  difference: interval,
});
export type Measurement = z.infer<typeof measurement>;

/** What is kept of one run: one line of the data file. */
export const runResult = z.object({
  condition: z.string(),
  seed: z.int(),
  /** Commit of the program that trained; null where it is not known. */
  commit: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
  /** SHA-256 over the model's files. */
  model: z.string(),
  modalities: z.array(z.string()),
  balancing: balancingConfiguration,
  steps: z.int(),
  /** Seconds in training steps, from start to end, and in measuring afterwards. */
  seconds: z.object({ stepping: z.number(), elapsed: z.number(), measuring: z.number() }),
  /** Steps after the warm-up, and how many of them re-balanced each modality. */
  afterWarmUp: z.int(),
  rebalancing: z.array(z.int()),
  /** Regular steps after the warm-up with a defined d_speed, and how many of them lie above α and below −α. */
  judged: z.int(),
  above: z.int(),
  below: z.int(),
  /** At the end of each epoch: d_speed from the first step on, and over the last 100 regular steps. */
  speed: z.array(
    z.object({
      epoch: z.int(),
      cumulative: z.number().nullable(),
      windowed: z.number().nullable(),
    }),
  ),
  /** At the end of each epoch: accuracies on validation. */
  validation: z.array(
    z.object({ epoch: z.int(), accuracy: z.number(), branches: z.array(z.number()) }),
  ),
  /** At the end of some epochs: d_util and the rates on validation, by branch. */
  utilization: z.array(
    z.object({
      epoch: z.int(),
      difference: z.number().nullable(),
      rates: z.array(z.number().nullable()),
    }),
  ),
  /** Empty for a modality trained alone. */
  measurements: z.array(measurement),
  /** For a modality trained alone: its accuracy. */
  alone: z.array(z.object({ split: splitName, accuracy: interval })),
});
export type RunResult = z.infer<typeof runResult>;
