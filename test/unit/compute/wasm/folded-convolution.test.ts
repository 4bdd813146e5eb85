import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { foldedConvolution } from '../../../../src/network/operations/folded-convolution.js';
import { gateFeatures } from '../../../../src/network/operations/gate-features.js';
import { expectSameOnWasm, startBothBackends, values } from './both-backends.js';

beforeAll(startBothBackends);

interface Case {
  readonly x: [number, number, number, number];
  readonly out: number;
  readonly filter: number;
  readonly strides: number;
  readonly pad: number;
}

const cases: Case[] = [
  { x: [3, 7, 7, 4], out: 8, filter: 3, strides: 2, pad: 1 },
  { x: [3, 8, 6, 5], out: 11, filter: 3, strides: 1, pad: 1 },
  { x: [2, 9, 8, 1], out: 3, filter: 5, strides: 2, pad: 2 },
  { x: [2, 3, 3, 7], out: 4, filter: 3, strides: 1, pad: 3 },
  { x: [17, 14, 14, 32], out: 16, filter: 3, strides: 2, pad: 1 },
  // Of these images only some rows are worked on at a time.
  { x: [2, 61, 40, 24], out: 9, filter: 3, strides: 1, pad: 1 },
];

function folded({ x, out, filter, strides, pad }: Case) {
  const weights = values([filter, filter, x[3], out], 2) as tf.Tensor4D;
  return foldedConvolution(weights, values([out], 3) as tf.Tensor1D, strides, pad);
}

describe.each(cases)('a convolution in evaluation: $x, stride $strides', (given) => {
  test('is what tf composes, gated and not', async () => {
    const { x } = given;
    await expectSameOnWasm(() => {
      const stage = folded(given);
      const gates = [null, values([x[0], x[3]], 4) as tf.Tensor2D];
      return gates.map((gate) => stage.apply({ features: values(x, 1), gate }));
    });
  });

  test('has the bits of the same convolution of features that were gated before', async () => {
    await tf.setBackend('wasm');
    const bits = tf.tidy(() => {
      const { x } = given;
      const [features, gate] = [values(x, 1), values([x[0], x[3]], 4) as tf.Tensor2D];
      const stage = folded(given);
      return [
        stage.apply({ features, gate }),
        stage.apply({ features: gateFeatures(features, gate), gate: null }),
      ].map((result) => [...result.dataSync()]);
    });
    expect(bits[0]).toEqual(bits[1]);
  });
});
