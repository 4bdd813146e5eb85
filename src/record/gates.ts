import { z } from 'zod';
import { estimate, splitName } from './utilization.js';

const values = z.array(z.number());

/** How many bins the histogram of a gate has, from 0 to the gate scale. */
export const gateBins = 20;

/**
 * One gate of a fusion module, over the samples that it was looked at on: one value a channel in every list, between 0
 * and the gate scale but for `deviation`, `share` and `correlation`.
 */
export const gateSummary = z
  .object({
    mean: values,
    /** Standard deviation over the samples. */
    deviation: values,
    /** 5 % and 95 % of the samples lie below. */
    low: values,
    high: values,
    /** What the gate is frozen to in a re-balancing step; null before it has seen a training sample. */
    constant: values.nullable(),
    /** What each other modality has to do with the gate: see `gateInfluence` in the metrics. */
    others: z.array(
      z.object({ modality: z.int().nonnegative(), share: values, correlation: values }),
    ),
    /** How many values, of all channels and samples, lie in each bin. */
    histogram: z.array(z.int().nonnegative()).length(gateBins),
  })
  .refine(
    ({ mean, deviation, low, high, constant, others }) =>
      [
        ...[deviation, low, high, constant ?? mean],
        ...others.flatMap(({ share, correlation }) => [share, correlation]),
      ].every(({ length }) => length === mean.length),
    'the lists of a gate differ in length',
  );
export type GateSummary = z.infer<typeof gateSummary>;

/** What freezing a branch's gates does to its accuracy, on all samples of a split. */
export const frozenBranch = z.object({
  branch: z.int().nonnegative(),
  accuracy: estimate,
  accuracyFrozen: estimate,
  /** `accuracy` − `accuracyFrozen`. */
  points: estimate,
});
export type FrozenBranch = z.infer<typeof frozenBranch>;

/** The gates of one set of weights: what a file of gates holds. */
export const gateMeasurement = z.object({
  schemaVersion: z.literal(1),
  /** Id of the run, as in `run.json`. */
  run: z.string(),
  /** Step of the checkpoint. */
  step: z.int().nonnegative(),
  split: splitName,
  /** When it was measured, milliseconds since the Unix epoch. */
  measured: z.number(),
  /** How many samples the gates were looked at on, of how many; accuracies are of all. */
  samples: z.int().positive(),
  available: z.int().positive(),
  /** g in g·σ(e): the greatest value of a gate. */
  gateScale: z.number().positive(),
  /** How many training samples the constants are means over. */
  gateSamples: z.number().nonnegative(),
  modalities: z.array(z.string()).min(2),
  /** By [module][branch]. */
  modules: z.array(z.array(gateSummary)).min(1),
  frozen: z.array(frozenBranch),
});
export type GateMeasurement = z.infer<typeof gateMeasurement>;

/** Which of a run's measurements of gates is meant. */
export const gateChoice = z.object({ step: z.int().nonnegative(), split: splitName });
export type GateChoice = z.infer<typeof gateChoice>;

/** The gates at one moment of a training, in short: what an event holds. */
export const gateCourse = z.object({
  split: splitName,
  samples: z.int().positive(),
  gateScale: z.number().positive(),
  /** By [module][branch]. */
  modules: z.array(
    z.array(
      z.object({
        /** One a channel, over the samples. */
        means: values,
        /** Below which 5, 25, 50, 75 and 95 % of all channels' values lie. */
        quantiles: z.array(z.number()).length(5),
        /** By modality: its share in the gate, the mean over the channels; null for the branch's own. */
        shares: z.array(z.number().nullable()),
      }),
    ),
  ),
});
export type GateCourse = z.infer<typeof gateCourse>;
