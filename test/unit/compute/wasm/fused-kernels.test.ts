import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasFusedKernels } from '../../../../src/compute/fused-kernels.js';
import { oneHot, totalLoss } from '../../../../src/training/loss.js';
import { gateFeatures } from '../../../../src/network/operations/gate-features.js';
import {
  expectSameOnWasm,
  lossAndGradients,
  normalizing,
  startBothBackends,
  values,
} from './both-backends.js';

beforeAll(startBothBackends);

/** The last dimension, and whether one kernel does it all. */
const shapes = [
  { shape: [5, 3, 7, 4], fused: true },
  { shape: [3, 40, 40, 16], fused: true },
  { shape: [2, 9, 20], fused: true },
  { shape: [6, 8], fused: true },
  { shape: [5, 3, 2, 6], fused: false },
];

describe.each(shapes)('features of shape $shape', ({ shape, fused }) => {
  const channels = shape[shape.length - 1];

  test(`are ${fused ? '' : 'not '}for the fused kernels`, async () => {
    await tf.setBackend('cpu');
    expect(hasFusedKernels(tf.zeros(shape))).toBe(false);
    await tf.setBackend('wasm');
    expect(hasFusedKernels(tf.zeros(shape))).toBe(fused);
  });

  test('batch norm and its gradients are what tf composes', async () => {
    await expectSameOnWasm(() => {
      let moments: Float32Array[] = [];
      const given = [
        // Far from zero, where a variance taken carelessly loses its digits.
        tf.add(values(shape, 1), 30),
        ...[2, 3, 4].map((seed) => values([channels], seed)),
      ];
      const results = lossAndGradients(given, (...[x, bias, scale, offset]: tf.Tensor[]) => {
        const normalized = normalizing(x, bias, scale, offset);
        moments = normalized.moments;
        return normalized.value;
      });
      return [...results, ...moments.map((one) => tf.tensor(one))];
    });
  });

  test('the gate and its gradients are what tf composes', async () => {
    await expectSameOnWasm(() =>
      lossAndGradients(
        [values(shape, 1), values([shape[0], channels], 2)],
        (x: tf.Tensor, gate: tf.Tensor2D) => gateFeatures(x, gate),
      ),
    );
  });
});

test('the training loss and its gradients are what tf composes, also where the logits are large', async () => {
  await expectSameOnWasm(() => {
    const logits = tf.mul(values([7, 10], 1), 500);
    const labels = oneHot(
      Int32Array.from({ length: 7 }, (_, sample) => sample),
      10,
    );
    return lossAndGradients([logits, values([7, 10], 2)], (...branches: tf.Tensor2D[]) =>
      totalLoss(branches, labels),
    );
  });
});
