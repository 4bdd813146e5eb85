import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiModalNetwork } from '../network/multi-modal-network.js';
import { allIndices, pieces, type BatchReader } from './batches.js';
import type { TrainingConfiguration } from './configuration.js';
import { batchesPerEpoch } from './planned-steps.js';

/** What batch norm's running statistics are measured with. */
export interface RecalibrationOptions {
  readonly network: MultiModalNetwork;
  readonly reader: BatchReader;
  /** How the training split is batched. */
  readonly training: Pick<TrainingConfiguration, 'batchSize' | 'dropLastBatch'>;
  /** Ends it between two batches; the statistics are then as they were. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures batch norm's running statistics of the network anew, on the whole training split.
 *
 * @throws the signal's reason where it is aborted
 */
export async function recalibrateOnTrainingSplit(options: RecalibrationOptions): Promise<void> {
  await options.network.recalibrateBatchNorm(trainingInputs(options));
}

/**
 * The training split's inputs batch by batch, in order, each freed when the next one is asked for. As many batches as
 * training takes: a last one that it leaves out may be too small for statistics of its own.
 */
async function* trainingInputs({
  reader,
  training,
  signal,
}: RecalibrationOptions): AsyncGenerator<readonly tf.Tensor[], void> {
  const { size } = reader.dataset.splits.train;
  const batches = [...pieces(allIndices(size), training.batchSize)];
  for (const indices of batches.slice(0, batchesPerEpoch(training, size))) {
    signal?.throwIfAborted();
    const { inputs } = await reader.read('train', indices);
    try {
      yield inputs;
    } finally {
      tf.dispose([...inputs]);
    }
    await setImmediate();
  }
}
