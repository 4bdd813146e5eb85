import { Problem } from '../record/problem.js';
import type { TrainingConfiguration } from './configuration.js';

/**
 * How many batches one epoch has: whole ones only, unless the last partial batch is kept.
 *
 * @param samples how many samples the training split has
 * @throws Problem `data` where there is not a single batch
 */
export function batchesPerEpoch(
  { batchSize, dropLastBatch }: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch'>,
  samples: number,
): number {
  const count = dropLastBatch ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  if (count === 0) {
    throw new Problem({
      code: 'data',
      what: `The training split has ${samples} samples, less than one batch of ${batchSize}.`,
      remedy: 'Give more data, a smaller batchSize, or dropLastBatch: false.',
      entry: 'training.batchSize',
    });
  }
  return count;
}

/**
 * How many training steps a run is going to take, unless a rule or a person stops it.
 *
 * @param samples how many samples the training split has
 * @throws Problem `data` where an epoch has not a single batch
 */
export function plannedSteps(
  configuration: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch' | 'epochs' | 'maxSteps'>,
  samples: number,
): number {
  const steps = configuration.epochs * batchesPerEpoch(configuration, samples);
  return Math.min(steps, configuration.maxSteps ?? steps);
}
