import * as tf from '@tensorflow/tfjs-core';
import { epsilon, normalizeBatch } from './operations/batch-normalization.js';
import type { ParameterRole } from './parameter.js';
import type { Weights } from './weights.js';

/** Share of the new value in the running statistics: PyTorch's default momentum. */
const share = 0.1;

/**
 * Batch norm followed by relu, exactly as PyTorch's: epsilon 1e-5, running statistics with momentum 0.1 for the new value
 * and unbiased variance. Its tensors have shape [channels]; scale starts at 1, offset and mean at 0, variance at 1.
 */
export class Normalization {
  readonly #scale: tf.Variable;
  readonly #offset: tf.Variable;
  readonly #mean: tf.Variable;
  readonly #variance: tf.Variable;

  constructor(weights: Weights, name: string, role: ParameterRole, channels: number) {
    this.#scale = weights.filled(`${name}.scale`, role, channels, 1);
    this.#offset = weights.filled(`${name}.offset`, role, channels, 0);
    this.#mean = weights.statistic(`${name}.mean`, channels, 0);
    this.#variance = weights.statistic(`${name}.variance`, channels, 1);
    weights.runningStatistics.push(
      { variable: this.#mean, share },
      { variable: this.#variance, share },
    );
  }

  /**
   * relu(batch norm(x + bias)) in a training step: this batch's statistics, which move the running ones.
   *
   * @param x [batch, …, channels]
   * @param bias [channels]
   */
  inTraining(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
    const parameters = { bias, scale: this.#scale, offset: this.#offset };
    const running = { mean: this.#mean, variance: this.#variance, share };
    return normalizeBatch(x, parameters, running);
  }

  /**
   * What batch norm after adding `bias` does in evaluation, as scale ⊙ x + offset with the running statistics, to be
   * folded into the layer before it. Both [channels].
   */
  inEvaluation(bias: tf.Tensor): { scale: tf.Tensor1D; offset: tf.Tensor1D } {
    const scale = tf.mul<tf.Tensor1D>(this.#scale, tf.rsqrt(tf.add(this.#variance, epsilon)));
    const offset = tf.add<tf.Tensor1D>(this.#offset, tf.mul(tf.sub(bias, this.#mean), scale));
    return { scale, offset };
  }
}
