import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { adam } from '../../../../src/training/optimizers/adam.js';
import {
  createOptimizer,
  type OptimizerConfiguration,
} from '../../../../src/training/optimizers/optimizer.js';
import { sgd } from '../../../../src/training/optimizers/sgd.js';
import { startBothBackends } from './both-backends.js';

beforeAll(startBothBackends);

const share = fc.constantFrom(0, 0.1, 0.9);
const configuration: fc.Arbitrary<OptimizerConfiguration> = fc.oneof(
  fc
    .record({ momentum: share, weightDecay: share })
    .map((options) => sgd({ ...options, learningRate: 0.1 })),
  fc.record({ beta1: share, beta2: share, weightDecay: share }).map((options) => adam(options)),
);

/** Sizes of parameters, some larger than a piece. */
const sizes = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ max: 9000, min: 1 })),
  {
    minLength: 1,
    maxLength: 5,
  },
);

function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => Math.sin(seed + index * 1.7));
}

/** The parameters and slots after three steps on a backend; the last parameter has no gradient in the second. */
async function threeSteps(
  backend: string,
  given: OptimizerConfiguration,
  lengths: readonly number[],
): Promise<{ parameters: Float32Array[]; slots: Float32Array[] }> {
  await tf.setBackend(backend);
  const parameters = lengths.map((size, index) => ({
    name: `p${index}`,
    variable: tf.tidy(() => tf.variable(tf.tensor1d(numbers(size, index)))),
    role: { kind: 'branch', branch: 0 } as const,
  }));
  const optimizer = createOptimizer(given, parameters);
  for (const step of [1, 2, 3]) {
    const gradients = lengths.map((size, index) => tf.tensor1d(numbers(size, 10 * step + index)));
    const named = parameters.map(({ name }, index): [string, tf.Tensor] => [
      name,
      gradients[index],
    ]);
    optimizer.apply(new Map(step === 2 ? named.slice(0, -1) : named), 0.05);
    tf.dispose(gradients);
  }
  const slots = [...((await optimizer.exportSlots()) ?? [])].map(([, { data }]) =>
    Float32Array.from(data),
  );
  const values = parameters.map(({ variable }) => variable.dataSync<'float32'>().slice());
  optimizer.dispose();
  tf.dispose(parameters.map(({ variable }) => variable));
  return { parameters: values, slots };
}

test('all parameters are updated at once, to the bits that the operations of tf give', async () => {
  await fc.assert(
    fc.asyncProperty(configuration, sizes, async (given, lengths) => {
      expect(await threeSteps('wasm', given, lengths)).toEqual(
        await threeSteps('cpu', given, lengths),
      );
    }),
    { numRuns: 40 },
  );
});

test('what shares the memory of a parameter keeps its values', async () => {
  await tf.setBackend('wasm');
  const initial = tf.tensor1d([1, 2, 3]);
  const variable = tf.variable(initial);
  const parameter = { name: 'p', variable, role: { kind: 'branch', branch: 0 } as const };
  const optimizer = createOptimizer(sgd({ learningRate: 1 }), [parameter]);
  const gradient = tf.tensor1d([1, 1, 1]);
  optimizer.apply(new Map([['p', gradient]]), 1);
  const copy = tf.clone(variable);
  optimizer.apply(new Map([['p', gradient]]), 1);
  expect([initial, copy, variable].map((x) => [...x.dataSync()])).toEqual([
    [1, 2, 3],
    [0, 1, 2],
    [-1, 0, 1],
  ]);
  tf.dispose([initial, variable, gradient, copy]);
});

test('a product with a parameter is one with its new values', async () => {
  await tf.setBackend('wasm');
  const variable = tf.variable(tf.tensor2d([[1], [2]]));
  const parameter = { name: 'p', variable, role: { kind: 'branch', branch: 0 } as const };
  const gradient = tf.tensor2d([[1], [1]]);
  const x = tf.tensor2d([[1, 10]]);
  const product = (): number[] =>
    tf.tidy(() => [...tf.matMul(x, variable as tf.Tensor2D).dataSync()]);
  for (const configuration of [sgd({ learningRate: 1 }), adam({ learningRate: 1 })]) {
    const optimizer = createOptimizer(configuration, [parameter]);
    const [before] = product();
    optimizer.apply(new Map([['p', gradient]]), 1);
    expect(product()[0]).toBeCloseTo(before - 11, 4);
    optimizer.dispose();
  }
  tf.dispose([variable, gradient, x]);
});
