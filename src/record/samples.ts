import { z } from 'zod';
import { pictureLayout } from './picture.js';
import { cutOperator, splitName } from './utilization.js';

/** The cuts that give every sample one prediction: those that put the same vectors in the modality's place. */
export const replacingCut = cutOperator.extract(['mean', 'zero']);
export type ReplacingCut = z.infer<typeof replacingCut>;

/** The most bytes of pictures that are kept of one measurement. */
export const mostPictureBytes = 64 * 2 ** 20;

/** How a modality's pictures are kept: `low` is what the byte 0 stands for, `high` what 255 does. */
export const picturedModality = pictureLayout.extend({
  name: z.string(),
  low: z.number(),
  high: z.number(),
});
export type PicturedModality = z.infer<typeof picturedModality>;

/**
 * What a file of samples says of itself: of which run's weights, on which samples, by which cut, and how its pictures
 * are laid out.
 */
export const sampleMeasurement = z.object({
  schemaVersion: z.literal(1),
  /** Id of the run, as in `run.json`. */
  run: z.string(),
  /** Step of the checkpoint. */
  step: z.int().nonnegative(),
  split: splitName,
  cut: replacingCut,
  /** When it was measured, milliseconds since the Unix epoch. */
  measured: z.number(),
  /** How many samples were evaluated: the first that many of the split. */
  samples: z.int().nonnegative(),
  /** How many of them change under any cut in any prediction, and of how many the pictures are kept. */
  changed: z.int().nonnegative(),
  pictured: z.int().nonnegative(),
  modalities: z.array(picturedModality).min(2),
});
export type SampleMeasurement = z.infer<typeof sampleMeasurement>;

/** Which of a run's measurements is meant. */
export const measurementChoice = z.object({
  step: z.int().nonnegative(),
  split: splitName,
  cut: replacingCut,
});
export type MeasurementChoice = z.infer<typeof measurementChoice>;

/**
 * What a cut does to a prediction: right before and wrong after, wrong before and right after, another class but wrong
 * both times; `same` is the same class.
 */
export const sampleChange = z.enum(['lost', 'gained', 'changed', 'same']);
export type SampleChange = z.infer<typeof sampleChange>;

/** Which samples are looked at: those whose prediction by `branch` is changed by cutting modality `cut` off. */
export const sampleFilter = z.object({
  /** Index of the branch; as many as there are modalities: the model. */
  branch: z.int().nonnegative(),
  /** Index of the modality; never the branch's own. */
  cut: z.int().nonnegative(),
  /** Null: all three ways to change. */
  change: sampleChange.exclude(['same']).nullable(),
  /** Only samples of this class; null for all. */
  label: z.int().nonnegative().nullable(),
});
export type SampleFilter = z.infer<typeof sampleFilter>;

/** How many samples there are, and how many of each kind, in one prediction under one cut. */
export const changeCounts = z.object({
  samples: z.int().nonnegative(),
  rightBefore: z.int().nonnegative(),
  rightAfter: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  gained: z.int().nonnegative(),
  changed: z.int().nonnegative(),
});
export type ChangeCounts = z.infer<typeof changeCounts>;

/** The most samples of a page. */
export const longestPage = 96;

/** One sample as it is shown. Classes are indices; −1 where a prediction is none. */
export const shownSample = z.object({
  /** Its position in the split. */
  sample: z.int().nonnegative(),
  label: z.int().nonnegative(),
  before: z.int().min(-1),
  after: z.int().min(-1),
  /** The pictures of all modalities one after another, in base64; null where they are not kept. */
  pictures: z.base64().nullable(),
});
export type ShownSample = z.infer<typeof shownSample>;

/** Some of the samples that a filter lets through, in the order of the split. */
export const samplePage = z.object({
  measurement: sampleMeasurement,
  /** Of the filter's branch and cut, over its class, whatever changes are asked for. */
  counts: changeCounts,
  /** How many samples the filter lets through, and where among them the page begins. */
  total: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  rows: z.array(shownSample).max(longestPage),
});
export type SamplePage = z.infer<typeof samplePage>;
