import * as tf from '@tensorflow/tfjs-core';
import { squaredNormsOnDevice } from './fused-kernels.js';

/** Backends whose data lies in this process's memory, where reading a tensor costs no more than a copy. */
const backendsInMemory: readonly string[] = ['wasm', 'cpu'];

/**
 * ‖group‖², the sum of the squares of all values, of each group of tensors, in order.
 *
 * A tensor may be in several groups (the shared squeeze layer counts for every branch): it is summed once. In float64
 * where the data is in memory; elsewhere each tensor in float32 on the device, all of them with one read.
 */
export async function squaredNorms(
  groups: readonly (readonly tf.Tensor[])[],
): Promise<readonly number[]> {
  const tensors = [...new Set(groups.flat())];
  const sums = backendsInMemory.includes(tf.getBackend())
    ? tensors.map((x) => sumOfSquares(x.dataSync()))
    : await sumsOnDevice(tensors);
  const sumOf = new Map(tensors.map((x, index) => [x, sums[index]]));
  return groups.map((group) => group.reduce((total, x) => total + (sumOf.get(x) ?? 0), 0));
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

async function sumsOnDevice(tensors: readonly tf.Tensor[]): Promise<ArrayLike<number>> {
  if (tensors.length === 0) {
    return [];
  }
  const sums = squaredNormsOnDevice(tensors);
  try {
    return await sums.data();
  } finally {
    sums.dispose();
  }
}
