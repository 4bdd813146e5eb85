import type * as tf from '@tensorflow/tfjs-core';
import type { BuiltHead } from './built-stage.js';
import { linear } from './operations/linear.js';
import { spatialMean } from './operations/spatial-mean.js';
import type { ParameterRole } from './parameter.js';
import type { Weights } from './weights.js';

/** Global average pool (nothing to pool for vectors) and a dense layer: kernel [channels, classes], bias [classes]. */
export class PooledHead implements BuiltHead {
  readonly #kernel: tf.Variable<tf.Rank.R2>;
  readonly #bias: tf.Variable<tf.Rank.R1>;

  constructor(
    weights: Weights,
    name: string,
    role: ParameterRole,
    channels: number,
    classCount: number,
  ) {
    this.#kernel = weights.drawn(`${name}.kernel`, role, [channels, classCount], channels);
    this.#bias = weights.drawn(`${name}.bias`, role, [classCount], channels);
  }

  predict(x: tf.Tensor): tf.Tensor2D {
    return linear(spatialMean(x), this.#kernel, this.#bias);
  }
}
