import * as tf from '@tensorflow/tfjs-core';
import { hasSquaredNorms, squaredNorms } from './fused-kernels.js';
import { isInMemory } from './read-together.js';

/**
 * ‖group‖², the sum of the squares of all values, of each group of tensors.
 *
 * A tensor may be in several groups (the shared squeeze layer counts for every branch): it is summed once. In float64
 * where the data is in memory; elsewhere each tensor in float32 on the device. What the backend computes is read with
 * whatever else is read.
 */
export class GroupNorms {
  /** What `values` is to be given, read; empty where the backend computes nothing. The caller disposes of it. */
  readonly onDevice: readonly tf.Tensor[];
  readonly #groups: readonly (readonly tf.Tensor[])[];
  readonly #tensors: readonly tf.Tensor[];
  readonly #inMemory: readonly number[];

  constructor(groups: readonly (readonly tf.Tensor[])[]) {
    this.#groups = groups;
    this.#tensors = [...new Set(groups.flat())];
    const byBackend = (hasSquaredNorms() || !isInMemory()) && this.#tensors.length > 0;
    this.onDevice = byBackend ? [squaredNorms(this.#tensors)] : [];
    this.#inMemory = byBackend ? [] : this.#tensors.map((x) => sumOfSquares(x.dataSync()));
  }

  /** ‖group‖² of each group, in order, from what was read of {@link onDevice}. */
  values([read]: readonly Float32Array[]): readonly number[] {
    const sums = this.onDevice.length > 0 ? addedUp(read, this.#tensors.length) : this.#inMemory;
    const sumOf = new Map(this.#tensors.map((x, index) => [x, sums[index]]));
    return this.#groups.map((group) => group.reduce((all, x) => all + (sumOf.get(x) ?? 0), 0));
  }
}

/** The sums of the rows of `values`, [count, …]. */
function addedUp(values: Float32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  const columns = values.length / count;
  for (let index = 0; index < values.length; index += 1) {
    sums[Math.floor(index / columns)] += values[index];
  }
  return sums;
}

function sumOfSquares(values: ArrayLike<number>): number {
  // Four sums at once do not wait for each other: twice as fast.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let index = 0; index < whole; index += 4) {
    a += values[index] ** 2;
    b += values[index + 1] ** 2;
    c += values[index + 2] ** 2;
    d += values[index + 3] ** 2;
  }
  for (let index = whole; index < values.length; index += 1) {
    a += values[index] ** 2;
  }
  return a + b + c + d;
}
