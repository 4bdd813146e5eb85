import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, test } from 'vitest';
import type { Flow } from '../../../../src/network/flow.js';
import type { MmtmSpecification } from '../../../../src/network/specification.js';
import { applyGate } from '../../../../src/network/operations/gated-features.js';
import { spatialMean } from '../../../../src/network/operations/spatial-mean.js';
import { TransferModule, type Fused } from '../../../../src/network/transfer-module.js';
import { Weights } from '../../../../src/network/weights.js';
import { Generator } from '../../../../src/random/generator.js';
import { expectSameOnWasm, startBothBackends, values } from './both-backends.js';

beforeAll(startBothBackends);

const channels = [8, 4, 12];
const shapes = [
  [5, 3, 2, 8],
  [5, 40, 4],
  [5, 12],
];

interface Case {
  readonly flow: Flow<tf.Tensor>;
  readonly frozenGate: MmtmSpecification['frozenGate'];
  readonly gateScale: number;
}

const cases: Case[] = [
  { flow: { kind: 'regular' }, frozenGate: 'mean-of-excitation', gateScale: 2 },
  { flow: { kind: 'frozen', modality: 0 }, frozenGate: 'mean-of-excitation', gateScale: 2 },
  { flow: { kind: 'frozen', modality: 2 }, frozenGate: 'mean-of-sigmoid', gateScale: 1 },
];

function transferModule(weights: Weights, options: Omit<Case, 'flow'>): TransferModule {
  const names = ['gray', 'color', 'sound'];
  return new TransferModule(weights, 0, names, channels, { ...options, ratio: 3 });
}

/** The gated features of two training steps, the second with all gradients, and the gate means after them. */
function twoSteps({ flow, ...options }: Case): tf.Tensor[] {
  const weights = new Weights(Generator.stream(3, 'network'));
  const module = transferModule(weights, options);
  const maps = shapes.map((shape, index) => values(shape, index + 1));
  const variables = weights.parameters.map(({ variable }) => variable);
  const before = gated(module.fuse(maps, flow, 0));
  const { value, grads } = tf.variableGrads(() => {
    const inputs = maps.map((map) => tf.mul(map, tf.scalar(1)));
    return tf.addN(
      gated(module.fuse(inputs, flow, 5)).map((map, index) =>
        tf.sum(tf.mul(map, values(shapes[index], 10 + index))),
      ),
    );
  }, variables);
  const ofInputs = tf.grads((...inputs: tf.Tensor[]) =>
    tf.addN(
      gated(module.fuse(inputs, flow, 10)).map((map, index) =>
        tf.sum(tf.mul(map, values(shapes[index], 20 + index))),
      ),
    ),
  )(maps);
  const means = weights.statistics.map(({ variable }) => tf.tensor(variable.dataSync().slice()));
  const ofWeights = variables.flatMap(({ name }) =>
    name in grads ? [grads[name]] : [tf.scalar(-1)],
  );
  weights.dispose();
  return [...before, value, ...ofWeights, ...ofInputs, ...means];
}

function gated({ features }: Fused): tf.Tensor[] {
  return features.map((one) => (one === null ? tf.scalar(-1) : applyGate(one)));
}

describe.each(cases)('a transfer module in a training step, $flow, $frozenGate', (given) => {
  test('is what tf composes: features, gradients (or none), gate means', async () => {
    await expectSameOnWasm(() => twoSteps(given));
  });
});

/** What is evaluated: which branch is cut off, if any, and the shape of what stands for its squeezed vectors. */
interface EvaluationCase extends Case {
  readonly cut: { readonly modality: number; readonly shape: number[] } | null;
  readonly isSqueezed: boolean;
}

const evaluations: EvaluationCase[] = [
  ...cases.map((given) => ({ ...given, cut: null })),
  { ...cases[0], cut: { modality: 0, shape: [8] } },
  { ...cases[0], cut: { modality: 2, shape: [5, 12] } },
].flatMap((given) => [
  { ...given, isSqueezed: false },
  { ...given, isSqueezed: true },
]);

/** The gated features and the squeezed vectors in evaluation, and the gate means after it. */
function evaluated({ flow, cut, isSqueezed, ...options }: EvaluationCase): tf.Tensor[] {
  const weights = new Weights(Generator.stream(3, 'network'));
  const module = transferModule(weights, options);
  const all = shapes.map((shape, index) => values(shape, index + 1));
  module.fuse(all, { kind: 'regular' }, 0);
  const maps = all.map((map, branch) => (branch === cut?.modality ? null : map));
  const squeezed = isSqueezed ? maps.map((map) => map && spatialMean(map)) : undefined;
  const fused = module.fuse(maps, cut === null ? flow : cutting(cut), null, squeezed);
  const means = weights.statistics.map(({ variable }) => tf.tensor(variable.dataSync().slice()));
  weights.dispose();
  return [...gated(fused), ...fused.squeezed.map((one) => one ?? tf.scalar(-1)), ...means];
}

function cutting({ modality, shape }: NonNullable<EvaluationCase['cut']>): Flow<tf.Tensor> {
  return { kind: 'cut', modality, replacement: [values(shape, 7)] };
}

describe.each(evaluations)('a transfer module in evaluation, $flow, $cut, $isSqueezed', (given) => {
  test('is what tf composes: features, squeezed vectors, gate means as they were', async () => {
    await expectSameOnWasm(() => evaluated(given));
  });
});
