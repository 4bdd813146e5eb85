import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { SplitName } from '../record/utilization.js';
import { allIndices, pieces } from './batches.js';
import { intactLogits, type EvaluationOptions } from './evaluation.js';
import { correctness, meanLogits } from './predictions.js';

/**
 * Which samples of a split the model's prediction gets right, in their order: 1 or 0 each. Evaluation mode, by the
 * regular flow; nothing of the network is touched.
 *
 * @throws the signal's reason where it is aborted
 */
export async function correctPredictions(
  { network, reader, batchSize, signal }: EvaluationOptions,
  split: SplitName,
): Promise<Uint8Array> {
  const correct = new Uint8Array(reader.dataset.splits[split].size);
  let offset = 0;
  for (const indices of pieces(allIndices(correct.length), batchSize)) {
    signal?.throwIfAborted();
    const { inputs, labels } = await reader.read(split, indices);
    try {
      correct.set(correctness(meanLogits(await intactLogits(network, inputs)), labels), offset);
    } finally {
      tf.dispose([...inputs]);
    }
    offset += indices.length;
    await setImmediate();
  }
  return correct;
}
