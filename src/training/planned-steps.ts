import { modelFileProblem } from '../record/model-file-problem.js';
import type { TrainingConfiguration } from './configuration.js';

/**
 * How many batches one epoch has: whole ones only, unless the last partial batch is kept.
 *
 * @param samples how many samples the training split has
 * @throws Problem `model-file` where there is not a single batch
 */
export function batchesPerEpoch(
  { batchSize, dropLastBatch }: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch'>,
  samples: number,
): number {
  const count = dropLastBatch ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  if (count === 0) {
    throw modelFileProblem(
      'training.batchSize',
      `The training split has ${samples} samples, less than one batch of ${batchSize}.`,
      'Give more data, a smaller batchSize, or dropLastBatch: false.',
    );
  }
  return count;
}

/**
 * How many training steps a run is going to take, unless a rule or a person stops it.
 *
 * @param samples how many samples the training split has
 * @throws Problem `model-file` where an epoch has not a single batch
 */
export function plannedSteps(
  configuration: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch' | 'epochs' | 'maxSteps'>,
  samples: number,
): number {
  const steps = configuration.epochs * batchesPerEpoch(configuration, samples);
  return Math.min(steps, configuration.maxSteps ?? steps);
}

/**
 * Checks that no training batch has fewer than `least` samples.
 *
 * @param samples how many samples the training split has
 * @throws Problem `model-file` where one has
 */
export function requireLeastBatch(
  configuration: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch'>,
  samples: number,
  least: number,
): void {
  const { batchSize, dropLastBatch } = configuration;
  const last = samples % batchSize;
  if (batchSize < least) {
    throw modelFileProblem(
      'training.batchSize',
      `A batch of ${batchSize} gives batch norm a single value a channel, whose variance is undefined.`,
      `Train with a batchSize of ${least} or more.`,
    );
  }
  if (!dropLastBatch && last > 0 && last < least) {
    throw modelFileProblem(
      'training.dropLastBatch',
      `The last of ${samples} samples, in batches of ${batchSize}, is left over alone: it gives batch norm a single value a channel, whose variance is undefined.`,
      'Leave it out (dropLastBatch: true), or choose another batchSize.',
    );
  }
}
