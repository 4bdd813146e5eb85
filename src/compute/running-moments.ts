import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels } from './fused-kernels.js';
import { ownMemory } from './own-memory.js';
import { findKernel } from './replace-kernel.js';

/** Statistics that follow those of the batches, [channels]. */
export interface RunningMoments {
  readonly mean: tf.Variable;
  readonly variance: tf.Variable;
  /** Share of the new batch's value, 0–1. */
  readonly share: number;
}

/** The statistics of values to which a bias is yet to be added, [channels]. */
export interface BatchMoments {
  /** Without the bias. */
  readonly mean: tf.Tensor;
  /** The mean of the squared deviations. */
  readonly variance: tf.Tensor;
  readonly bias: tf.Tensor;
  /** How many values of a channel there are, at least 2. */
  readonly count: number;
}

/** Moves the running statistics towards mean + bias and the unbiased variance, which PyTorch's are made of. */
export function follow(
  { mean, variance, share }: RunningMoments,
  { count, bias, ...batch }: BatchMoments,
): void {
  const correction = count / (count - 1);
  if (findKernel(tf.getBackend(), fusedKernels.followMoments) !== undefined) {
    ownMemory([mean, variance]);
    const inputs = { mean, variance, batchMean: batch.mean, batchVariance: batch.variance, bias };
    tf.engine().runKernel(fusedKernels.followMoments, inputs, { share, correction });
    return;
  }
  const move = (running: tf.Variable, value: tf.Tensor): void => {
    running.assign(tf.add(tf.mul(running, 1 - share), tf.mul(value, share)));
  };
  tf.tidy(() => {
    move(mean, tf.add(batch.mean, bias));
    move(variance, tf.mul(batch.variance, correction));
  });
}
