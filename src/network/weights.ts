import * as tf from '@tensorflow/tfjs-core';
import type { Generator } from '../random/generator.js';
import type { Parameter, ParameterRole, Statistic } from './parameter.js';

/** A batch-norm running statistic: on a training step it becomes (1 − `share`)·old + `share`·new. */
export interface RunningStatistic {
  readonly variable: tf.Variable;
  /** Share of the new batch's value, 0–1. */
  readonly share: number;
}

/** The tensors of one network in the order in which they were made; what makes them and what lets go of them. */
export class Weights {
  readonly parameters: Parameter[] = [];
  readonly statistics: Statistic[] = [];
  readonly runningStatistics: RunningStatistic[] = [];
  readonly #random: Generator;

  /** @param random from where initial values are drawn */
  constructor(random: Generator) {
    this.#random = random;
  }

  /** A parameter drawn uniformly from ±1/√`fanIn`: PyTorch's default, for weights and biases alike. */
  drawn<R extends tf.Rank>(
    name: string,
    role: ParameterRole,
    shape: tf.ShapeMap[R],
    fanIn: number,
  ): tf.Variable<R> {
    const bound = 1 / Math.sqrt(fanIn);
    const values = Float32Array.from(
      { length: tf.util.sizeFromShape(shape) },
      () => (2 * this.#random.uniform() - 1) * bound,
    );
    const variable = makeVariable(() => tf.tensor<R>(values, shape), true);
    this.adoptParameter(name, role, variable);
    return variable;
  }

  /** A parameter of shape [`size`] that starts at `value`. */
  filled(name: string, role: ParameterRole, size: number, value: number): tf.Variable {
    const variable = makeVariable(() => tf.fill([size], value), true);
    this.adoptParameter(name, role, variable);
    return variable;
  }

  /** A statistic of shape [`size`] that starts at `value`. */
  statistic(name: string, size: number, value: number): tf.Variable {
    const variable = makeVariable(() => tf.fill([size], value), false);
    this.adoptStatistic(name, variable);
    return variable;
  }

  /** Takes over a parameter that was made elsewhere (by tf.layers). */
  adoptParameter(name: string, role: ParameterRole, variable: tf.Variable): void {
    this.parameters.push({ name, role, variable });
  }

  /** Takes over a statistic that was made elsewhere (by tf.layers). */
  adoptStatistic(name: string, variable: tf.Variable): void {
    this.statistics.push({ name, variable });
  }

  dispose(): void {
    for (const { variable } of [...this.parameters, ...this.statistics]) {
      variable.dispose();
    }
  }
}

/** A variable that tf names itself: names of our own would collide between two networks alive at once. */
function makeVariable<R extends tf.Rank>(
  initial: () => tf.Tensor<R>,
  trainable: boolean,
): tf.Variable<R> {
  return tf.tidy(() => tf.variable(initial(), trainable));
}
