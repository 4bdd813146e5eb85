import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../record/described-option.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import { resolveOptions } from '../record/resolve-options.js';
import type { OptimizerFactory } from './optimizers/opaque.js';
import { optimizerConfiguration, type OptimizerConfiguration } from './optimizers/optimizer.js';

const samples = z.int().positive().nullable();

/** Schema of `training:` in a model file; its output has every option present. */
const trainingConfiguration = z.strictObject({
  epochs: z
    .int()
    .positive()
    .meta(wanted(() => l10n.t('Give how often training visits every sample, from 1.'))),
  batchSize: z
    .int()
    .positive()
    .meta(wanted(() => l10n.t('Give how many samples a step takes, from 1.'))),
  optimizer: z
    .preprocess(
      (value) => (typeof value === 'function' ? { kind: 'opaque', create: value } : value),
      optimizerConfiguration,
    )
    .meta(
      wanted(() =>
        l10n.t('Give sgd({ … }), adam({ … }) or a function that returns a tf.Optimizer.'),
      ),
    ),
  seed: z
    .int()
    .default(0)
    .meta(wanted(() => l10n.t('Give a whole number.'))),
  dropLastBatch: z
    .boolean()
    .default(true)
    .meta(wanted(() => l10n.t('Give true or false.'))),
  stop: z
    .strictObject({
      accuracy: z
        .number()
        .gt(0)
        .max(1)
        .nullable()
        .default(null)
        .meta(wanted(() => l10n.t('Give a share of the validation samples, above 0 to 1.'))),
      patience: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .meta(
          wanted(() =>
            l10n.t('Give how many epochs without a better validation accuracy are borne, from 1.'),
          ),
        ),
    })
    .prefault({})
    .meta(wanted(() => l10n.t('Give { accuracy?, patience? }.'))),
  maxSteps: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .meta(wanted(() => l10n.t('Give a whole number from 1, or null.'))),
  recalibrateBatchNorm: z
    .boolean()
    .default(false)
    .meta(wanted(() => l10n.t('Give true or false.'))),
  utilization: z
    .strictObject({
      every: z
        .int()
        .positive()
        .nullable()
        .default(1)
        .meta(wanted(() => l10n.t('Give a whole number of epochs from 1, or null for never.'))),
      samples: samples
        .default(1024)
        .meta(wanted(() => l10n.t('Give a whole number from 1, or null for all.'))),
      recordingSamples: samples
        .default(1024)
        .meta(wanted(() => l10n.t('Give a whole number from 1, or null for all.'))),
      budget: z
        .number()
        .min(0)
        .max(1)
        .default(0.05)
        .meta(wanted(() => l10n.t('Give a share of the work, 0 to 1.'))),
    })
    .prefault({})
    .meta(wanted(() => l10n.t('Give { every?, samples?, recordingSamples?, budget? }.'))),
  checkpoints: z
    .strictObject({
      everySteps: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .meta(wanted(() => l10n.t('Give a whole number of steps from 1, or null.'))),
      everyMinutes: z
        .number()
        .nonnegative()
        .nullable()
        .default(0.5)
        .meta(wanted(() => l10n.t('Give a number of minutes from 0, or null.'))),
      keepLast: z
        .int()
        .positive()
        .default(1)
        .meta(wanted(() => l10n.t('Give how many are kept beside the best, from 1.'))),
    })
    .prefault({})
    .meta(wanted(() => l10n.t('Give { everySteps?, everyMinutes?, keepLast? }.'))),
});

/** How a network is trained, every option resolved. */
export type TrainingConfiguration = z.output<typeof trainingConfiguration>;

/** `training:` of a model file. */
export interface TrainingOptions {
  /** How often training visits every sample. */
  readonly epochs: number;
  /** How many samples a step takes. */
  readonly batchSize: number;
  /** `sgd({ … })`, `adam({ … })`, or a function that returns a `tf.Optimizer` (then the rate is constant). */
  readonly optimizer: OptimizerConfiguration | OptimizerFactory;
  /** Seed of everything that is drawn: weights, order of the samples, balancing, intervals; default 0. */
  readonly seed?: number;
  /** Whether the last batch of an epoch is left out where it is smaller than the others; default true. */
  readonly dropLastBatch?: boolean;
  /** Rules that end the run before its last epoch. */
  readonly stop?: {
    /** Ends the run once the validation accuracy reaches this, 0–1. */
    readonly accuracy?: number | null;
    /** Ends the run after so many epochs without a better validation accuracy. */
    readonly patience?: number | null;
  };
  /** Ends the run after so many steps; default: no limit beside the epochs. */
  readonly maxSteps?: number | null;
  /** Whether batch norm's running statistics are measured anew before each evaluation; default false. */
  readonly recalibrateBatchNorm?: boolean;
  /** When and on how many samples conditional utilization is measured during training. */
  readonly utilization?: {
    /** Every so many epochs, and when the run ends; null: never; default 1. */
    readonly every?: number | null;
    /** How many validation samples are evaluated, a fixed seeded subset; null: all; default 1,024. */
    readonly samples?: number | null;
    /** How many training samples the squeezed vectors' means are recorded on; null: all; default 1,024. */
    readonly recordingSamples?: number | null;
    /**
     * Which share of the training's work it may take to measure in the middle of epochs too, 0–1, 0 for never; default
     * 0.05. Epochs that are too short for it are measured at their end alone.
     */
    readonly budget?: number;
  };
  /** When checkpoints are written, beside the first, the best and the last, and how many are kept. */
  readonly checkpoints?: {
    /** After so many steps; default: not by steps. */
    readonly everySteps?: number | null;
    /** After so many minutes; default 0.5. */
    readonly everyMinutes?: number | null;
    /** How many of the last ones are kept beside the best; default 1. */
    readonly keepLast?: number;
  };
}

/**
 * The configuration that `options` of a model file describe, defaults filled in.
 *
 * @throws Problem `model-file` with the entry `training.…` at fault; an unknown name is answered with the nearest one
 */
export function resolveTraining(options: TrainingOptions): TrainingConfiguration {
  if (typeof options === 'object' && options !== null && 'schedule' in options) {
    throw modelFileProblem(
      'training.schedule',
      l10n.t('The schedule of the learning rate is an option of the optimizer.'),
      l10n.t(
        'Write it as sgd({ learningRate, schedule }); a tf.Optimizer of your own keeps its constant rate.',
      ),
    );
  }
  return resolveOptions(trainingConfiguration, options, 'training');
}
