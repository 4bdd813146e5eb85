import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { MultiModalNetwork } from '../network/multi-modal-network.js';
import type { Evaluation } from '../record/event.js';
import type { SplitName } from '../record/utilization.js';
import { allIndices, pieces, type BatchReader } from './batches.js';
import {
  correctness,
  countCorrect,
  crossEntropySum,
  meanLogits,
  readForward,
  readLogits,
  type HostLogits,
} from './predictions.js';

/** What an evaluation runs on. */
export interface EvaluationOptions {
  readonly network: MultiModalNetwork;
  readonly reader: BatchReader;
  readonly batchSize: number;
  /** Ends the evaluation between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Accuracies and losses of the network on a split, in evaluation mode, always by the regular flow. Neither the batch
 * norm's statistics nor the gates' means are touched.
 *
 * @throws the signal's reason where it is aborted
 */
export async function evaluate(
  { network, reader, batchSize, signal }: EvaluationOptions,
  split: SplitName,
): Promise<Evaluation> {
  const samples = reader.dataset.splits[split].size;
  const tally = new Tally(network.specification.modalities.length);
  for (const indices of pieces(allIndices(samples), batchSize)) {
    signal?.throwIfAborted();
    const { inputs, labels } = await reader.read(split, indices);
    try {
      tally.add(await intactLogits(network, inputs), labels);
    } finally {
      tf.dispose([...inputs]);
    }
    await setImmediate();
  }
  return { split, samples, ...tally.result(samples) };
}

/** The branches' logits for a batch, in evaluation mode, by the regular flow. */
export function intactLogits(
  network: MultiModalNetwork,
  inputs: readonly tf.Tensor[],
): Promise<HostLogits> {
  const forward = network.forward(inputs, { flow: { kind: 'regular' }, training: false });
  return readForward(forward, ({ logits }) => readLogits(logits));
}

/** Adds up what batches of an evaluation show. */
class Tally {
  readonly #branchCorrect: number[];
  #correct = 0;
  #loss = 0;

  constructor(branchCount: number) {
    this.#branchCorrect = Array.from({ length: branchCount }, () => 0);
  }

  add(logits: HostLogits, labels: Int32Array): void {
    this.#correct += countCorrect(correctness(meanLogits(logits), labels));
    logits.forEach((branch, index) => {
      if (branch !== null) {
        this.#branchCorrect[index] += countCorrect(correctness(branch, labels));
        this.#loss += crossEntropySum(branch, labels);
      }
    });
  }

  result(samples: number): Pick<Evaluation, 'accuracy' | 'loss' | 'branchAccuracies'> {
    const count = Math.max(samples, 1);
    return {
      accuracy: this.#correct / count,
      loss: this.#loss / count,
      branchAccuracies: this.#branchCorrect.map((correct) => correct / count),
    };
  }
}
