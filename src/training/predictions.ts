import * as tf from '@tensorflow/tfjs-core';
import { readTogether } from '../compute/read-together.js';
import type { Forward } from '../network/multi-modal-network.js';

/** Logits of one batch on the host, by branch: [batch × classes], row-major; null for a branch that was not computed. */
export type HostLogits = readonly (Float32Array | null)[];

/** What `read` makes of a pass, whose tensors are freed afterwards. */
export async function readForward<Result>(
  forward: Forward,
  read: (forward: Forward) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(forward);
  } finally {
    tf.dispose([...forward.logits, ...forward.squeezed.flat()].filter((one) => one !== null));
  }
}

/** The branches' logits ([batch, classes] each), read in one transfer. */
export async function readLogits(logits: readonly (tf.Tensor2D | null)[]): Promise<HostLogits> {
  const computed = logits.filter((one) => one !== null);
  return logitsFirst(
    await readTogether(computed),
    logits.map((one) => one !== null),
  ).logits;
}

/**
 * The branches' logits, and what else was read with them.
 *
 * @param read the logits of the branches that were computed, in order, and whatever else
 * @param isComputed by branch
 */
export function logitsFirst(
  read: readonly Float32Array[],
  isComputed: readonly boolean[],
): { logits: HostLogits; others: readonly Float32Array[] } {
  let next = 0;
  const logits = isComputed.map((one) => (one ? read[next++] : null));
  return { logits, others: read.slice(next) };
}

/** The model's logits: the mean of the branches' that were computed. */
export function meanLogits(logits: HostLogits): Float64Array {
  const computed = logits.filter((one) => one !== null);
  const mean = new Float64Array(computed[0]?.length ?? 0);
  for (const one of computed) {
    one.forEach((value, index) => {
      mean[index] += value / computed.length;
    });
  }
  return mean;
}

/**
 * Which samples are predicted right, 1 or 0 each: the highest logit wins, the lowest class among equals. Logits that
 * are not numbers predict nothing.
 */
export function correctness(logits: ArrayLike<number>, labels: Int32Array): Uint8Array {
  const predicted = predictedClasses(logits, labels.length);
  return Uint8Array.from(labels, (label, sample) => (predicted[sample] === label ? 1 : 0));
}

/** The class that each of `count` samples is predicted as, by the same rule; −1 where its logits are not numbers. */
export function predictedClasses(logits: ArrayLike<number>, count: number): Int32Array {
  const classCount = logits.length / count;
  return Int32Array.from({ length: count }, (_, sample) =>
    argMax(logits, sample * classCount, classCount),
  );
}

/** Sum over the samples of the cross-entropy −log softmax(logits)[label], nats. */
export function crossEntropySum(logits: ArrayLike<number>, labels: Int32Array): number {
  const classCount = logits.length / labels.length;
  return labels.reduce((total, label, sample) => {
    const start = sample * classCount;
    let highest = Number.NEGATIVE_INFINITY;
    for (let index = start; index < start + classCount; index += 1) {
      highest = Math.max(highest, logits[index]);
    }
    let sum = 0;
    for (let index = start; index < start + classCount; index += 1) {
      sum += Math.exp(logits[index] - highest);
    }
    return total + highest + Math.log(sum) - logits[start + label];
  }, 0);
}

/** How many entries are not 0. */
export function countCorrect(correct: Uint8Array): number {
  return correct.reduce((total, one) => total + one, 0);
}

function argMax(values: ArrayLike<number>, start: number, count: number): number {
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    if (values[start + index] > highest) {
      highest = values[start + index];
      best = index;
    }
  }
  return best;
}
