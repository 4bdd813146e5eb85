import * as tf from '@tensorflow/tfjs-core';

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

/** By what the mean of squared deviations is multiplied to be unbiased, as PyTorch's running variance is. */
export function unbiased(count: number): number {
  return count / (count - 1);
}

/** Moves the running statistics towards mean + bias and the unbiased variance, which PyTorch's are made of. */
export function follow(
  { mean, variance, share }: RunningMoments,
  { count, bias, ...batch }: BatchMoments,
): void {
  const move = (running: tf.Variable, value: tf.Tensor): void => {
    running.assign(tf.add(tf.mul(running, 1 - share), tf.mul(value, share)));
  };
  tf.tidy(() => {
    move(mean, tf.add(batch.mean, bias));
    move(variance, tf.mul(batch.variance, unbiased(count)));
  });
}
