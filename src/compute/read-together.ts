import * as tf from '@tensorflow/tfjs-core';

/** Backends whose data lies in this process's memory, where reading a tensor costs no more than a copy. */
const backendsInMemory: readonly string[] = ['wasm', 'cpu'];

/** Whether the data of the current backend lies in this process's memory. */
export function isInMemory(): boolean {
  return backendsInMemory.includes(tf.getBackend());
}

/**
 * Copies of the values of float32 tensors, in their order. From a device they come with one transfer, of which each waits
 * for what was computed before it.
 */
export async function readTogether(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  if (isInMemory() || tensors.length === 0) {
    return tensors.map((x) => Float32Array.from(x.dataSync<'float32'>()));
  }
  const joined = tf.tidy(() => tf.concat(tensors.map((x) => tf.reshape(x, [x.size]))));
  try {
    const values = await joined.data<'float32'>();
    return splitValues(
      values,
      tensors.map(({ size }) => size),
    );
  } finally {
    joined.dispose();
  }
}

/** Values of several tensors that were read as one, apart. */
export function splitValues(values: Float32Array, sizes: readonly number[]): Float32Array[] {
  let start = 0;
  return sizes.map((size) => values.slice(start, (start += size)));
}
