import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { applyGate } from '../../../src/network/operations/gated-features.js';
import { TransferModule } from '../../../src/network/transfer-module.js';
import { Weights } from '../../../src/network/weights.js';
import { Generator } from '../../../src/random/generator.js';
import { regular } from './support.js';

const channels = [3, 2, 4];
const shapes = [
  [2, 2, 3, 3],
  [2, 4, 2],
  [2, 4],
];
const options = { ratio: 4, gateScale: 2, frozenGate: 'mean-of-excitation' } as const;
const width = 4;

function makeModule(): { module: TransferModule; weights: Weights } {
  const weights = new Weights(Generator.stream(5, 'network'));
  const module = new TransferModule(weights, 0, ['gray', 'color', 'sound'], channels, options);
  return { module, weights };
}

function sample(shape: number[], seed: number): number[] {
  return [...tf.randomNormal(shape, 0.3, 1, 'float32', seed).dataSync()];
}

/** MMTM on flat arrays in float64, straight from the paper's formula; gated feature maps, one after another. */
function reference(features: number[][], weights: number[][]): number[] {
  const squeezed = features.flatMap((map, k) => {
    const rows = map.length / 2 / channels[k];
    return Array.from({ length: 2 * channels[k] }, (_, index) => {
      const [n, c] = [Math.floor(index / channels[k]), index % channels[k]];
      const column = map.filter(
        (_, at) => at % channels[k] === c && Math.floor(at / (rows * channels[k])) === n,
      );
      return { n, value: column.reduce((sum, v) => sum + v, 0) / rows };
    });
  });
  const [squeezeKernel, squeezeBias, ...excitations] = weights;
  const joint = [0, 1].map((n) => {
    const s = squeezed.filter((one) => one.n === n).map(({ value }) => value);
    return squeezeBias.map((bias, j) =>
      Math.max(
        0,
        s.reduce((sum, value, i) => sum + value * squeezeKernel[i * width + j], bias),
      ),
    );
  });
  return features.flatMap((map, k) => {
    const [kernel, bias] = [excitations[2 * k], excitations[2 * k + 1]];
    const perSample = map.length / 2;
    return map.map((value, at) => {
      const [n, c] = [Math.floor(at / perSample), at % channels[k]];
      const e = joint[n].reduce((sum, z, j) => sum + z * kernel[j * channels[k] + c], bias[c]);
      return (value * options.gateScale) / (1 + Math.exp(-e));
    });
  });
}

describe('TransferModule', () => {
  const features = shapes.map((shape, index) => sample(shape, index + 1));
  const direction = features.flat().map((_, index) => Math.cos(index));
  const { module, weights } = makeModule();
  const values = weights.parameters.map(({ variable }) => [...variable.dataSync()]);
  const maps = features.map((map, index) => tf.tensor(map, shapes[index]));

  const fused = (inputs: tf.Tensor[]) =>
    tf.concat(
      module
        .fuse(inputs, regular, null)
        .features.map((map) => tf.reshape(map === null ? tf.scalar(0) : applyGate(map), [-1])),
    );

  it('agrees with the formula for images, sequences and vectors of unequal width', () => {
    const actual = [...fused(maps).dataSync()];
    const expected = reference(features, values);
    expected.forEach((value, index) => {
      expect(actual[index]).toBeCloseTo(value, 5);
    });
  });

  it('has the gradients that finite differences of the formula have', () => {
    const variables = weights.parameters.map(({ variable }) => variable);
    const loss = (inputs: tf.Tensor[]) =>
      tf.sum<tf.Scalar>(tf.mul(fused(inputs), tf.tensor1d(direction)));
    const { grads } = tf.variableGrads(() => loss(maps), variables);
    const actual = [
      ...tf.grads((...inputs) => loss(inputs))(maps),
      ...variables.map(({ name }) => grads[name]),
    ].map((gradient) => [...gradient.dataSync()]);
    const inputs = [...features, ...values];
    const numericLoss = (given: number[][]) =>
      reference(given.slice(0, 3), given.slice(3)).reduce((sum, v, i) => sum + v * direction[i], 0);
    inputs.forEach((input, position) => {
      input.forEach((value, index) => {
        const shifted = (step: number) =>
          numericLoss(inputs.with(position, input.with(index, value + step)));
        expect(actual[position][index]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 4);
      });
    });
  });

  it('has a squeeze layer of width int(2·ΣC/ratio), at least 1', () => {
    const widthFor = (ratio: number) => {
      const made = new Weights(Generator.stream(1, 'network'));
      new TransferModule(made, 0, ['gray', 'color'], [3, 4], { ...options, ratio });
      return made.parameters[0].variable.shape;
    };
    expect(widthFor(4)).toEqual([7, 3]);
    expect(widthFor(100)).toEqual([7, 1]);
  });
});
