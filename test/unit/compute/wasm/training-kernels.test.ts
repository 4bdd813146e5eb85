import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registerTrainingKernels } from '../../../../src/compute/wasm/training-kernels.js';
import { expectSameOnWasm, lossAndGradients, startBothBackends, values } from './both-backends.js';

beforeAll(startBothBackends);

describe('sums and means on wasm', () => {
  test.each<[number[], number | number[]]>([
    [
      [3, 5, 4],
      [0, 1],
    ],
    [[200, 3], 0],
    [[64, 3], 0],
    [
      [5, 20, 20, 6],
      [0, 1, 2],
    ],
    [
      [5, 20, 20, 6],
      [1, 2],
    ],
    [
      [4, 1, 1, 6],
      [1, 2],
    ],
    [[4, 3, 2, 6], 1],
    [
      [4, 3, 2, 6],
      [2, 1],
    ],
    [[4, 3, 2, 6], -2],
    [
      [4, 3, 2, 6],
      [0, 2],
    ],
    [
      [4, 3, 2, 6],
      [2, 3],
    ],
    [
      [4, 3],
      [0, 1],
    ],
    [[7], 0],
    [[0, 3], 0],
  ])('of %j over %j', async (shape, axis) => {
    await expectSameOnWasm(() => {
      const x = values(shape, 1);
      return [false, true].flatMap((keepDims) => [
        tf.sum(x, axis, keepDims),
        ...(x.size === 0 ? [] : [tf.mean(x, axis, keepDims)]),
      ]);
    });
  });

  test('of integers', async () => {
    await expectSameOnWasm(() => [tf.sum(tf.reshape(tf.range(0, 24, 1, 'int32'), [6, 4]), 0)]);
  });

  test('keep their digits over many rows far from zero', async () => {
    await tf.setBackend('wasm');
    const mean = tf.tidy(() => tf.mean(tf.add(values([50_000, 2], 1), 1000), 0).arraySync());
    const exact = tf.tidy(() => tf.mean(values([50_000, 2], 1), 0).arraySync()) as number[];
    (mean as number[]).forEach((value, index) => {
      expect(Math.abs(value - 1000 - exact[index])).toBeLessThan(2e-4);
    });
  });
});

describe('products of matrices on wasm', () => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed: %s and %s, with their gradients', async (transposeA, transposeB) => {
    await expectSameOnWasm(() =>
      lossAndGradients(
        [
          values(transposeA ? [2, 17, 5] : [2, 5, 17], 1),
          values(transposeB ? [2, 33, 17] : [2, 17, 33], 2),
        ],
        (a: tf.Tensor3D, b: tf.Tensor3D) => tf.matMul(a, b, transposeA, transposeB),
      ),
    );
  });

  test('of a batch with a single matrix', async () => {
    await expectSameOnWasm(() => [
      tf.matMul(values([3, 4, 5], 1), values([1, 6, 5], 2), false, true),
    ]);
  });
});

describe('other kernels on wasm', () => {
  test('a clone outlives what it was made of', async () => {
    await tf.setBackend('wasm');
    const x = tf.tensor1d([1, 2, 3]);
    const clone = tf.clone(x);
    x.dispose();
    expect(Array.from(clone.dataSync())).toEqual([1, 2, 3]);
    clone.dispose();
  });

  test('the gradient of gather adds up rows that were taken twice', async () => {
    await expectSameOnWasm(() =>
      lossAndGradients([values([4, 3, 2], 1)], (x: tf.Tensor3D) =>
        tf.gather(x, tf.tensor1d([2, 0, 2, 3, 2], 'int32')),
      ),
    );
  });

  test.each(['valid', 'same'] as const)(
    'the gradient of max pooling, negative windows included, padding %s',
    async (pad) => {
      await expectSameOnWasm(() =>
        lossAndGradients([tf.sub(values([3, 7, 8, 3], 1), 1)], (x: tf.Tensor4D) =>
          tf.maxPool(x, [3, 2], [2, 1], pad),
        ),
      );
    },
  );

  test.each<[number, number, 'same' | 'valid' | number]>([
    [1, 1, 'same'],
    [2, 1, 'same'],
    [2, 3, 'valid'],
    [1, 2, 1],
  ])('depthwise convolution: stride %i, multiplier %i, padding %s', async (stride, copies, pad) => {
    await expectSameOnWasm(() =>
      lossAndGradients(
        [values([2, 7, 6, 3], 1), values([3, 3, 3, copies], 2)],
        (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.depthwiseConv2d(x, filter, stride, pad),
      ),
    );
  });
});

describe('registration', () => {
  beforeEach(async () => {
    await tf.setBackend('wasm');
  });

  test('again changes nothing', () => {
    const before = tf.getKernel('Sum', 'wasm');
    registerTrainingKernels();
    expect(tf.getKernel('Sum', 'wasm')).toBe(before);
  });

  test('makes 3-d max pooling, which is wrong on wasm, fail by name', () => {
    expect(() => tf.maxPool3d(tf.ones<tf.Rank.R5>([1, 2, 2, 2, 1]), 2, 2, 'valid')).toThrow(
      /MaxPool3D/,
    );
  });
});
