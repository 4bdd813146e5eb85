import * as l10n from '@vscode/l10n';
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
      l10n.t('The training split has {0} samples, less than one batch of {1}.', samples, batchSize),
      l10n.t('Give more data, a smaller batchSize, or dropLastBatch: false.'),
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
      l10n.t(
        'A batch of {0} gives batch norm a single value a channel, whose variance is undefined.',
        batchSize,
      ),
      l10n.t('Train with a batchSize of {0} or more.', least),
    );
  }
  if (!dropLastBatch && last > 0 && last < least) {
    throw modelFileProblem(
      'training.dropLastBatch',
      l10n.t(
        'The last of {0} samples, in batches of {1}, is left over alone: it gives batch norm a single value a channel, whose variance is undefined.',
        samples,
        batchSize,
      ),
      l10n.t('Leave it out (dropLastBatch: true), or choose another batchSize.'),
    );
  }
}
