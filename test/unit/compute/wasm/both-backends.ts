import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { expect } from 'vitest';
import { normalizeBatch } from '../../../../src/network/operations/batch-normalization.js';
import { startBackend } from '../../../../src/compute/start-backend.js';

/** Starts the wasm backend with its training kernels, and the cpu backend to compare with. */
export async function startBothBackends(): Promise<void> {
  await startBackend('wasm');
}

/** Values that look random and are the same on every call with the same shape and seed. */
export function values(shape: number[], seed: number): tf.Tensor {
  return tf.randomUniform(shape, -1, 1, 'float32', seed);
}

/**
 * Computes on the cpu backend and on wasm, and expects the same numbers and no data left over.
 *
 * @param compute makes its inputs itself, and returns everything that is to be compared
 */
export async function expectSameOnWasm(compute: () => tf.Tensor[]): Promise<void> {
  const expected = await computeOn('cpu', compute);
  const actual = await computeOn('wasm', compute);
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [index, { data }] of expected.entries()) {
    const scale = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    const worst = data.reduce(
      (largest, value, at) => Math.max(largest, Math.abs(value - actual[index].data[at])),
      0,
    );
    expect(worst / scale).toBeLessThan(2e-5);
  }
}

async function computeOn(
  backend: string,
  compute: () => tf.Tensor[],
): Promise<{ shape: number[]; data: number[] }[]> {
  await tf.setBackend(backend);
  const before = { tensors: tf.memory().numTensors, data: tf.engine().backend.numDataIds() };
  const results = tf.tidy(compute);
  const read = results.map((x) => ({ shape: x.shape, data: Array.from(x.dataSync()) }));
  tf.dispose(results);
  expect({ tensors: tf.memory().numTensors, data: tf.engine().backend.numDataIds() }).toEqual(
    before,
  );
  return read;
}

/** The loss ⟨y, fixed weights⟩ of what `compute` makes of `inputs`, and its gradient to each of them. */
export function lossAndGradients(
  inputs: tf.Tensor[],
  compute: (...inputs: never[]) => tf.Tensor,
): tf.Tensor[] {
  const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => {
    const y = compute(...(given as never[]));
    return tf.sum(tf.mul(y, values(y.shape, 99)));
  })(inputs);
  return [value, ...grads];
}

/** Batch norm and relu, and what its running moments become that were 0 and 1 before. */
export function normalizing(
  x: tf.Tensor,
  bias: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
): { value: tf.Tensor; moments: Float32Array[] } {
  const mean = tf.variable(tf.zerosLike(bias), false);
  const variance = tf.variable(tf.onesLike(bias), false);
  const value = normalizeBatch(x, { bias, scale, offset }, { mean, variance, share: 0.3 });
  const moments = [mean, variance].map((one) => one.dataSync<'float32'>().slice());
  tf.dispose([mean, variance]);
  return { value, moments };
}
