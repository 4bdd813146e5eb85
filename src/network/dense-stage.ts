import * as tf from '@tensorflow/tfjs-core';
import type { BuiltStage, FoldedStage } from './built-stage.js';
import { Normalization } from './normalization.js';
import { applyGate } from './operations/gated-features.js';
import type { ParameterRole } from './parameter.js';
import type { DenseStage } from './specification.js';
import type { Weights } from './weights.js';

/** Dense layer with bias, batch norm, relu. Kernel [in, out], the rest [out]. */
export class BuiltDense implements BuiltStage {
  readonly #kernel: tf.Variable<tf.Rank.R2>;
  readonly #bias: tf.Variable<tf.Rank.R1>;
  readonly #normalization: Normalization;

  constructor(
    weights: Weights,
    name: string,
    role: ParameterRole,
    { units }: DenseStage,
    features: number,
  ) {
    this.#kernel = weights.drawn(`${name}.dense.kernel`, role, [features, units], features);
    this.#bias = weights.drawn(`${name}.dense.bias`, role, [units], features);
    this.#normalization = new Normalization(weights, `${name}.normalization`, role, units);
  }

  train(x: tf.Tensor2D): tf.Tensor {
    return this.#normalization.inTraining(tf.matMul(x, this.#kernel), this.#bias);
  }

  fold(): FoldedStage {
    const { scale, offset } = this.#normalization.inEvaluation(this.#bias);
    const kernel = tf.mul<tf.Tensor2D>(this.#kernel, scale);
    return {
      tensors: [kernel, offset],
      apply: (x) =>
        tf.fused.matMul({ a: applyGate(x), b: kernel, bias: offset, activation: 'relu' }),
    };
  }
}
