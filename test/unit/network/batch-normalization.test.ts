import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { RunningMoments } from '../../../src/compute/running-moments.js';
import { normalizeBatch } from '../../../src/network/operations/batch-normalization.js';
import { problemOf } from '../../support/problem-of.js';
import './support.js';

interface Moments {
  mean: number[];
  variance: number[];
}

/** relu(batch norm(x + bias)) in float64, straight from the definition; as many channels as biases. */
function reference(
  x: readonly number[],
  bias: readonly number[],
  scale: readonly number[],
  offset: readonly number[],
): { value: number[]; moments: Moments } {
  const channels = bias.length;
  const biased = x.map((value, index) => value + bias[index % channels]);
  const column = (channel: number) => biased.filter((_, index) => index % channels === channel);
  const average = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const mean = scale.map((_, channel) => average(column(channel)));
  const spread = scale.map((_, channel) =>
    average(column(channel).map((value) => (value - mean[channel]) ** 2)),
  );
  const count = x.length / channels;
  const value = biased.map((one, index) => {
    const channel = index % channels;
    const normalized = (one - mean[channel]) / Math.sqrt(spread[channel] + 1e-5);
    return Math.max(0, scale[channel] * normalized + offset[channel]);
  });
  return { value, moments: { mean, variance: spread.map((v) => (v * count) / (count - 1)) } };
}

const biases = [0.3, -0.2, 0.5, 0.1];
const scales = [1.2, 0.7, -0.9, 1];
const offsets = [0.1, 0.4, -0.2, 0.3];

function sample(shape: number[]): number[] {
  return [...tf.randomNormal(shape, 1.5, 2, 'float32', 3).dataSync()];
}

/** Running moments that stay as they are. */
function still(channels: number): RunningMoments {
  const variable = () => tf.variable(tf.fill([channels], 4));
  return { mean: variable(), variance: variable(), share: 0 };
}

function closeTo(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  const worst = Math.max(...expected.map((value, index) => Math.abs(value - actual[index])));
  expect(actual).toHaveLength(expected.length);
  expect(worst).toBeLessThan(tolerance);
}

// A multiple of four channels is for the kernels of ours, where the backend has any.
describe.each([
  { kind: 'images', shape: [4, 3, 2, 3] },
  { kind: 'sequences', shape: [4, 5, 3] },
  { kind: 'vectors', shape: [8, 3] },
  { kind: 'images', shape: [4, 3, 2, 4] },
  { kind: 'sequences', shape: [4, 5, 4] },
  { kind: 'vectors', shape: [8, 4] },
])('normalizeBatch on $kind of shape $shape', ({ shape }) => {
  const x = sample(shape);
  const channels = shape[shape.length - 1];
  const [bias, scale, offset] = [biases, scales, offsets].map((all) => all.slice(0, channels));

  it('agrees with the definition and takes over unbiased moments of x + bias', () => {
    const expected = reference(x, bias, scale, offset);
    const running = { ...still(channels), share: 1 };
    const value = normalizeBatch(
      tf.tensor(x, shape),
      { bias: tf.tensor1d(bias), scale: tf.tensor1d(scale), offset: tf.tensor1d(offset) },
      running,
    );
    expect(value.shape).toEqual(shape);
    closeTo([...value.dataSync()], expected.value, 1e-5);
    closeTo([...running.mean.dataSync()], expected.moments.mean, 1e-5);
    closeTo([...running.variance.dataSync()], expected.moments.variance, 1e-4);
  });

  it('moves the running moments by their share', () => {
    const { moments } = reference(x, bias, scale, offset);
    const running = { ...still(channels), share: 0.25 };
    const vectors = {
      bias: tf.tensor1d(bias),
      scale: tf.tensor1d(scale),
      offset: tf.tensor1d(offset),
    };
    normalizeBatch(tf.tensor(x, shape), vectors, running);
    const moved = (values: number[]) => values.map((value) => 0.75 * 4 + 0.25 * value);
    closeTo([...running.mean.dataSync()], moved(moments.mean), 1e-5);
    closeTo([...running.variance.dataSync()], moved(moments.variance), 1e-4);
  });

  it('has the gradients that finite differences of the definition have', () => {
    const direction = sample(shape).map((value) => Math.sin(value));
    const inputs = [x, bias, scale, offset];
    const loss = ([a, b, c, d]: number[][]) =>
      reference(a, b, c, d).value.reduce((sum, v, index) => sum + v * direction[index], 0);
    const numeric = inputs.map((values, position) =>
      values.map((value, index) => {
        const shifted = (step: number) =>
          loss(inputs.with(position, values.with(index, value + step)));
        return (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
      }),
    );
    const gradients = tf.grads((a, b, c, d) =>
      tf.sum(
        tf.mul(
          normalizeBatch(a, { bias: b, scale: c, offset: d }, still(channels)),
          tf.tensor(direction, shape),
        ),
      ),
    )([tf.tensor(x, shape), tf.tensor1d(bias), tf.tensor1d(scale), tf.tensor1d(offset)]);
    gradients.forEach((gradient, index) => {
      closeTo([...gradient.dataSync()], numeric[index], 1e-3);
    });
    expect([...gradients[1].dataSync()]).toEqual(bias.map(() => 0));
  });
});

describe('normalizeBatch', () => {
  const channels = 3;

  it('keeps its digits where the mean is large against the deviation', () => {
    const x = sample([500, channels]).map((value) => 100 + value / 10);
    const ones = tf.ones([channels]);
    const zeros = tf.zeros([channels]);
    const value = normalizeBatch(
      tf.tensor(x, [500, channels]),
      { bias: zeros, scale: ones, offset: zeros },
      still(channels),
    );
    const rounded = [...Float32Array.from(x)];
    closeTo([...value.dataSync()], reference(rounded, [0, 0, 0], [1, 1, 1], [0, 0, 0]).value, 1e-3);
  });

  it('refuses a batch with one value a channel', () => {
    const vector = tf.ones([channels]);
    const parameters = { bias: vector, scale: vector, offset: vector };
    const action = () => normalizeBatch(tf.ones([1, channels]), parameters, still(channels));
    expect(problemOf(action).code).toBe('training');
  });
});
