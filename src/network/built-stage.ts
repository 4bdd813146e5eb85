import type * as tf from '@tensorflow/tfjs-core';
import type { GatedFeatures } from './operations/gated-features.js';

/** A stage with its weights, ready to compute. */
export interface BuiltStage {
  /**
   * The stage in a training step: batch statistics, dropout, running statistics move.
   *
   * @param x [batch, …, channels]
   */
  train(x: tf.Tensor): tf.Tensor;

  /** The stage as it is in evaluation. */
  fold(): FoldedStage;
}

/** A stage in evaluation, with what follows from its weights alone computed once for several passes. */
export interface FoldedStage {
  /** What it keeps; they belong to whoever had it folded. */
  readonly tensors: readonly tf.Tensor[];
  apply(x: GatedFeatures): tf.Tensor;
}

/** What reads a prediction off the last feature map, with its weights. */
export interface BuiltHead {
  /**
   * The logits, [batch, classes].
   *
   * @param x [batch, …, channels]
   * @param training whether this is a training step
   */
  predict(x: tf.Tensor, training: boolean): tf.Tensor2D;
}
