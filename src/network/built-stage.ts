import type * as tf from '@tensorflow/tfjs-core';

/** A stage or head with its weights, ready to compute. */
export interface BuiltStage<Output extends tf.Tensor = tf.Tensor> {
  /**
   * @param x [batch, …, channels]
   * @param training whether this is a training step: batch statistics, dropout, running statistics move
   */
  apply(x: tf.Tensor, training: boolean): Output;

  /** The stage as it is in evaluation; missing where nothing follows from the weights alone. */
  fold?(): FoldedStage;
}

/** A stage in evaluation, with what follows from its weights alone computed once for several passes. */
export interface FoldedStage {
  /** What it keeps; they belong to whoever had it folded. */
  readonly tensors: readonly tf.Tensor[];
  /** @param x [batch, …, channels] */
  apply(x: tf.Tensor): tf.Tensor;
}
