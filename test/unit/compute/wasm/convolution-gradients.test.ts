import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectSameOnWasm, lossAndGradients, startBothBackends, values } from './both-backends.js';

type Padding = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];

interface Case {
  readonly x: [number, number, number, number];
  readonly filter: [number, number];
  readonly out: number;
  readonly strides: [number, number];
  readonly pad: Padding;
}

const uneven: Padding = [
  [0, 0],
  [2, 0],
  [1, 3],
  [0, 0],
];

const cases: Case[] = [
  { x: [3, 8, 8, 4], filter: [3, 3], out: 5, strides: [1, 1], pad: 1 },
  { x: [2, 8, 8, 4], filter: [3, 3], out: 5, strides: [2, 2], pad: 1 },
  { x: [2, 7, 7, 4], filter: [3, 3], out: 6, strides: [2, 2], pad: 1 },
  { x: [5, 7, 9, 3], filter: [3, 3], out: 2, strides: [2, 2], pad: 'same' },
  { x: [2, 8, 6, 3], filter: [3, 3], out: 2, strides: [2, 2], pad: 'same' },
  { x: [2, 9, 9, 2], filter: [3, 3], out: 4, strides: [3, 3], pad: 'valid' },
  { x: [2, 10, 9, 2], filter: [3, 3], out: 4, strides: [3, 2], pad: 'valid' },
  { x: [1, 6, 6, 1], filter: [3, 3], out: 1, strides: [1, 1], pad: 'same' },
  { x: [1, 5, 5, 1], filter: [1, 1], out: 1, strides: [1, 1], pad: 0 },
  { x: [3, 6, 6, 2], filter: [1, 1], out: 3, strides: [2, 2], pad: 'same' },
  { x: [3, 7, 8, 2], filter: [1, 1], out: 3, strides: [3, 2], pad: 'valid' },
  { x: [2, 8, 8, 3], filter: [2, 2], out: 3, strides: [2, 2], pad: 'valid' },
  { x: [2, 8, 8, 3], filter: [2, 2], out: 3, strides: [1, 1], pad: 'same' },
  { x: [2, 9, 8, 3], filter: [4, 4], out: 3, strides: [2, 2], pad: 1 },
  { x: [2, 9, 8, 3], filter: [5, 5], out: 3, strides: [2, 2], pad: 2 },
  { x: [2, 12, 11, 2], filter: [7, 7], out: 3, strides: [2, 2], pad: 3 },
  { x: [2, 6, 9, 2], filter: [1, 3], out: 3, strides: [1, 2], pad: 'same' },
  { x: [2, 9, 6, 2], filter: [5, 2], out: 3, strides: [2, 1], pad: 'same' },
  { x: [2, 8, 9, 2], filter: [3, 4], out: 3, strides: [2, 2], pad: uneven },
  { x: [2, 3, 3, 2], filter: [3, 3], out: 3, strides: [1, 1], pad: 'valid' },
  { x: [2, 1, 9, 2], filter: [1, 4], out: 3, strides: [1, 2], pad: 'same' },
  { x: [2, 1, 1, 3], filter: [3, 3], out: 2, strides: [2, 2], pad: 1 },
  { x: [2, 11, 10, 2], filter: [2, 2], out: 3, strides: [4, 3], pad: 'valid' },
  { x: [2, 5, 5, 2], filter: [3, 3], out: 3, strides: [2, 2], pad: 4 },
  { x: [3, 2, 4, 2], filter: [5, 5], out: 3, strides: [1, 1], pad: 3 },
  { x: [7, 7, 7, 4], filter: [3, 3], out: 9, strides: [2, 2], pad: 1 },
  { x: [17, 28, 28, 16], filter: [3, 3], out: 8, strides: [2, 2], pad: 1 },
  // Images of which only some rows are worked on at a time.
  { x: [1, 61, 40, 12], filter: [3, 3], out: 8, strides: [1, 1], pad: 1 },
  { x: [1, 61, 40, 24], filter: [5, 3], out: 9, strides: [2, 2], pad: 'same' },
  { x: [1, 9, 300, 64], filter: [3, 3], out: 4, strides: [3, 1], pad: 'valid' },
];

beforeAll(startBothBackends);

describe('gradients of conv2d on wasm', () => {
  test.each(cases)('$x by $filter, strides $strides, pad $pad', async (given) => {
    const { x, filter, out, strides, pad } = given;
    await expectSameOnWasm(() =>
      lossAndGradients(
        [values(x, 1), values([...filter, x[3], out], 2)],
        (input: tf.Tensor4D, weights: tf.Tensor4D) => tf.conv2d(input, weights, strides, pad),
      ),
    );
  });

  test.each([
    { channels: 8, activation: 'relu' },
    { channels: 11, activation: 'relu' },
    { channels: 11, activation: 'linear' },
    { channels: 8, activation: 'elu' },
  ] as const)('bias and $activation on $channels channels', async ({ channels, activation }) => {
    await expectSameOnWasm(() =>
      [values([channels], 3), undefined].map((bias) =>
        tf.fused.conv2d({
          x: values([3, 7, 7, 5], 1) as tf.Tensor4D,
          filter: values([3, 3, 5, channels], 2) as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          ...(bias === undefined ? {} : { bias }),
          activation,
        }),
      ),
    );
  });

  test('infinite and undefined values come through a relu as they do elsewhere', async () => {
    await tf.setBackend('wasm');
    const relu = tf.tidy(() =>
      tf.fused
        .conv2d({
          x: tf.tensor4d([Number.NaN, Infinity, -Infinity, -1, 2], [1, 1, 5, 1]),
          filter: tf.ones<tf.Rank.R4>([1, 1, 1, 1]),
          strides: 1,
          pad: 0,
          activation: 'relu',
        })
        .dataSync(),
    );
    expect([...relu]).toEqual([Number.NaN, Infinity, 0, 0, 2]);
  });

  test('a dilated convolution runs forward', async () => {
    await expectSameOnWasm(() => [
      tf.conv2d(
        values([2, 9, 9, 3], 1) as tf.Tensor4D,
        values([3, 3, 3, 4], 2) as tf.Tensor4D,
        1,
        'same',
        'NHWC',
        [2, 2],
      ),
    ]);
  });

  test('a transposed convolution and its gradients', async () => {
    await expectSameOnWasm(() =>
      lossAndGradients(
        [values([2, 5, 5, 3], 1), values([3, 3, 4, 3], 2)],
        (x: tf.Tensor4D, filter: tf.Tensor4D) =>
          tf.conv2dTranspose(x, filter, [2, 9, 9, 4], 2, 'same'),
      ),
    );
  });
});
