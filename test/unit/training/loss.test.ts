import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { oneHot, totalLoss } from '../../../src/training/loss.js';
import {
  correctness,
  crossEntropySum,
  meanLogits,
  readLogits,
} from '../../../src/training/predictions.js';
import './support.js';

const labels = Int32Array.of(2, 0);
const values = [
  [0.5, -1, 2],
  [3, 3, 1],
];

/** −log softmax(row)[label] in float64. */
function surprise(row: readonly number[], label: number): number {
  return Math.log(row.reduce((sum, one) => sum + Math.exp(one), 0)) - row[label];
}

describe('the training loss', () => {
  const expected = values.reduce((sum, row, sample) => sum + surprise(row, labels[sample]), 0) / 2;

  it('is the sum of the branches, each the mean over the batch; branches not computed are left out', () => {
    const branch = tf.tensor2d(values);
    const loss = totalLoss([branch, null, branch], oneHot(labels, 3));
    expect(loss.dataSync()[0]).toBeCloseTo(2 * expected, 6);
    expect(crossEntropySum(branch.dataSync(), labels) / 2).toBeCloseTo(expected, 6);
  });

  it('has softmax minus label, over the batch, as its gradient', () => {
    const branch = tf.tensor2d(values);
    const gradient = tf.grad((given) => totalLoss([given as tf.Tensor2D], oneHot(labels, 3)));
    const actual = gradient(branch).dataSync();
    values.forEach((row, sample) => {
      const total = row.reduce((sum, one) => sum + Math.exp(one), 0);
      row.forEach((one, index) => {
        const target = labels[sample] === index ? 1 : 0;
        expect(actual[sample * 3 + index]).toBeCloseTo((Math.exp(one) / total - target) / 2, 6);
      });
    });
  });

  it('stays finite for logits that overflow the exponential', () => {
    const branch = tf.tensor2d([[1e4, -1e4, 0]]);
    const one = Int32Array.of(1);
    expect(totalLoss([branch], oneHot(one, 3)).dataSync()[0]).toBe(2e4);
    expect(crossEntropySum(branch.dataSync(), one)).toBe(2e4);
  });
});

describe('a prediction', () => {
  it('is the highest logit, the lowest class among equals, and nothing where none is a number', () => {
    const logits = Float32Array.of(1, 3, 3, 2, 0, 2, Number.NaN, Number.NaN, Number.NaN);
    expect([...correctness(logits, Int32Array.of(1, 0, 0))]).toEqual([1, 1, 0]);
    expect([...correctness(logits, Int32Array.of(2, 2, 1))]).toEqual([0, 0, 0]);
  });

  it('of the model is the mean of the branches that were computed', () => {
    const branches = [Float32Array.of(1, 2), null, Float32Array.of(3, -2)];
    expect([...meanLogits(branches)]).toEqual([2, 0]);
  });

  it('is read for every branch at once', async () => {
    const read = await readLogits([tf.tensor2d([[1, 2]]), null, tf.tensor2d([[3, 4]])]);
    expect(read.map((branch) => branch && [...branch])).toEqual([[1, 2], null, [3, 4]]);
  });
});
