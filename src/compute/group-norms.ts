import * as tf from '@tensorflow/tfjs-core';
import { hasSquaredNorms, squaredNorms } from './fused-kernels.js';
import { isInMemory } from './read-together.js';

/** Tensors that are in the same groups, by the groups' positions. */
interface Alike {
  readonly groups: readonly number[];
  readonly tensors: readonly tf.Tensor[];
}

/**
 * ‖group‖², the sum of the squares of all values, of each group of tensors.
 *
 * A tensor may be in several groups (the shared squeeze layer counts for every branch): it is summed once. In float64
 * where the data is in memory; elsewhere in float32 on the device. What the backend computes is read with whatever else
 * is read.
 */
export class GroupNorms {
  /** What `values` is to be given, read; empty where the backend computes nothing. The caller disposes of it. */
  readonly onDevice: readonly tf.Tensor[];
  readonly #count: number;
  readonly #sets: readonly Alike[];
  readonly #inMemory: readonly number[];

  constructor(groups: readonly (readonly tf.Tensor[])[]) {
    this.#count = groups.length;
    this.#sets = setsOf(groups);
    const byBackend = (hasSquaredNorms() || !isInMemory()) && this.#sets.length > 0;
    const tensors = this.#sets.map((set) => set.tensors);
    this.onDevice = byBackend ? [squaredNorms(tensors)] : [];
    this.#inMemory = byBackend
      ? []
      : tensors.map((set) => set.reduce((sum, x) => sum + sumOfSquares(x.dataSync()), 0));
  }

  /** ‖group‖² of each group, in order, from what was read of {@link onDevice}. */
  values([read]: readonly Float32Array[]): readonly number[] {
    const sums = this.onDevice.length > 0 ? addedUp(read, this.#sets.length) : this.#inMemory;
    const norms = new Array<number>(this.#count).fill(0);
    this.#sets.forEach((set, index) => {
      for (const group of set.groups) {
        norms[group] += sums[index];
      }
    });
    return norms;
  }
}

function setsOf(groups: readonly (readonly tf.Tensor[])[]): Alike[] {
  const groupsOf = new Map<tf.Tensor, number[]>();
  groups.forEach((group, position) => {
    for (const x of group) {
      groupsOf.set(x, [...(groupsOf.get(x) ?? []), position]);
    }
  });
  const sets = new Map<string, { groups: number[]; tensors: tf.Tensor[] }>();
  for (const [x, positions] of groupsOf) {
    const key = positions.join(' ');
    const set = sets.get(key) ?? { groups: positions, tensors: [] };
    set.tensors.push(x);
    sets.set(key, set);
  }
  return [...sets.values()];
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
