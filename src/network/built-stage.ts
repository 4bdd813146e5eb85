import type * as tf from '@tensorflow/tfjs-core';

/** A stage or head with its weights, ready to compute. */
export interface BuiltStage<Output extends tf.Tensor = tf.Tensor> {
  /**
   * @param x [batch, …, channels]
   * @param training whether this is a training step: batch statistics, dropout, running statistics move
   */
  apply(x: tf.Tensor, training: boolean): Output;
}
