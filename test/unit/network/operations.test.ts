import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { channelMean } from '../../../src/network/operations/channel-mean.js';
import { gateFeatures } from '../../../src/network/operations/gate-features.js';
import { linear } from '../../../src/network/operations/linear.js';
import { spatialMean } from '../../../src/network/operations/spatial-mean.js';
import './support.js';

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Asserts that two operations agree in value and in their gradients along a random direction. */
function expectSame(actual: Operation, expected: Operation, shapes: number[][]): void {
  tf.tidy(() => {
    const inputs = shapes.map((shape, index) => tf.randomNormal(shape, 0, 1, 'float32', index + 1));
    const direction = tf.randomNormal(expected(...inputs).shape, 0, 1, 'float32', 99);
    const [one, other] = [actual, expected].map((operation) => [
      operation(...inputs),
      ...tf.grads((...given) => tf.sum(tf.mul(operation(...given), direction)))(inputs),
    ]);
    one.forEach((tensor, index) => {
      expect(tensor.shape).toEqual(other[index].shape);
      expect(tf.max(tf.abs(tf.sub(tensor, other[index]))).dataSync()[0]).toBeLessThan(1e-5);
    });
  });
}

describe('operations agree with the plain formula in value and gradient', () => {
  it.each([
    ['an image', [2, 3, 4, 5], [1, 2]],
    ['a sequence', [2, 3, 5], [1]],
    ['a video', [2, 3, 2, 2, 5], [1, 2, 3]],
    ['a vector', [2, 5], []],
  ])('spatialMean and channelMean of %s', (_, shape, axes) => {
    expectSame(
      (x) => spatialMean(x),
      (x) => tf.mean(x, axes),
      [shape],
    );
    expectSame(
      (x) => channelMean(x),
      (x) => tf.mean(x, [0, ...axes]),
      [shape],
    );
  });

  it('linear', () => {
    expectSame(
      (x, kernel, bias) => linear(x as tf.Tensor2D, kernel as tf.Tensor2D, bias as tf.Tensor1D),
      (x, kernel, bias) => tf.add(tf.matMul(x, kernel), bias),
      [[4, 3], [3, 5], [5]],
    );
  });

  it.each([
    ['an image', [2, 3, 4, 5]],
    ['a vector', [2, 5]],
  ])('gateFeatures of %s', (_, shape) => {
    expectSame(
      (x, gate) => gateFeatures(x, gate as tf.Tensor2D),
      (x, gate) => tf.mul(x, tf.reshape(gate, [2, ...shape.slice(1, -1).map(() => 1), 5])),
      [shape, [2, 5]],
    );
  });
});
