import { Readable } from 'node:stream';
import * as tf from '@tensorflow/tfjs-core';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { denseBranch } from '../../../src/network/builders/dense-branch.js';
import { mmtm, type MmtmOptions } from '../../../src/network/builders/mmtm.js';
import type { Flow } from '../../../src/network/flow.js';
import { MultiModalNetwork, type Forward } from '../../../src/network/multi-modal-network.js';
import type { NetworkSpecification } from '../../../src/network/specification.js';
import { Generator } from '../../../src/random/generator.js';
import { startRung } from '../../support/rung.js';

// The backend that is always there, with the kernels that training needs; the PyTorch reference covers others.
await startRung('wasm');

export const regular: Flow<tf.Tensor> = { kind: 'regular' };

type Branches = NetworkSpecification['modalities'];

/** An image, a larger image of other depth and width, and a vector: everything that branches may differ in. */
const unequalBranches: Branches = [
  { name: 'gray', shape: [6, 6, 1], branch: convBranch({ filters: [3, 4] }) },
  { name: 'color', shape: [8, 7, 3], branch: convBranch({ filters: [2, 5, 3] }) },
  { name: 'sound', shape: [4], branch: denseBranch({ units: [5, 6] }) },
];

/** Fusion of the first `count` of {@link unequalBranches}. */
export function unequalSpecification(
  count: 2 | 3,
  options: Partial<MmtmOptions> = {},
): NetworkSpecification {
  const names = unequalBranches.slice(0, count).map(({ name }) => name);
  const point = (stages: number[]) =>
    Object.fromEntries(names.map((name, index) => [name, stages[index]]));
  return {
    modalities: unequalBranches.slice(0, count),
    fusion: mmtm({ after: [point([1, 1, 1]), point([2, 3, 2])], ...options }),
    classCount: 3,
  };
}

export function makeNetwork(specification: NetworkSpecification, seed = 7): MultiModalNetwork {
  return new MultiModalNetwork(specification, Generator.stream(seed, 'network'));
}

/** One random batch a modality. */
export function randomInputs(
  { modalities }: NetworkSpecification,
  batch = 4,
  seed = 1,
): tf.Tensor[] {
  return modalities.map(({ shape }, index) =>
    tf.randomNormal([batch, ...shape], 0, 1, 'float32', seed + 10 * index),
  );
}

/** What a forward pass computed, as plain numbers. */
export function numbersOf(forward: Forward): { logits: unknown[]; squeezed: unknown[][] } {
  return {
    logits: forward.logits.map((logits) => logits?.arraySync() ?? null),
    squeezed: forward.squeezed.map((vectors) => vectors.map((s) => s?.arraySync() ?? null)),
  };
}

/** What `compute` returns, with every tensor that it made freed. */
export function scoped<Result>(compute: () => Result): Result {
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
  }
}

/** Logits of an evaluation pass, as plain numbers. */
export function evaluated(
  network: MultiModalNetwork,
  inputs: readonly tf.Tensor[],
  flow: Flow<tf.Tensor> = regular,
): unknown[] {
  return scoped(() => numbersOf(network.forward(inputs, { flow, training: false })).logits);
}

/** Sum over branches of the cross-entropy against `labels`. */
function lossOf(forward: Forward, labels: readonly number[]): tf.Scalar {
  const losses = forward.logits.map((logits) => {
    if (logits === null) {
      throw new Error('A branch was not computed.');
    }
    const target = tf.oneHot(tf.tensor1d([...labels], 'int32'), logits.shape[1]);
    return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)));
  });
  return tf.addN(losses) as tf.Scalar;
}

/** Gradients of one training step's loss by parameter name; a parameter without one is absent. */
export function gradientsOf(
  network: MultiModalNetwork,
  inputs: readonly tf.Tensor[],
  flow: Flow<tf.Tensor> = regular,
): Map<string, number[]> {
  return scoped(() => {
    const labels = Array.from({ length: inputs[0].shape[0] }, (_, index) => index % 3);
    const { grads } = tf.variableGrads(
      () => lossOf(network.forward(inputs, { flow, training: true }), labels),
      network.parameters.map(({ variable }) => variable),
    );
    return new Map(
      network.parameters
        .filter(({ variable }) => variable.name in grads)
        .map(({ name, variable }) => [name, [...grads[variable.name].dataSync()]]),
    );
  });
}

/** Replaces a parameter or statistic by a function of its values. */
export function change(
  network: MultiModalNetwork,
  name: string,
  values: (old: Float32Array) => Float32Array,
): void {
  const variable = variableOf(network, name);
  tf.tidy(() => {
    const old = Float32Array.from(variable.dataSync());
    variable.assign(tf.tensor(values(old), variable.shape));
  });
}

export function variableOf(network: MultiModalNetwork, name: string): tf.Variable {
  const found = [...network.parameters, ...network.statistics].find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`No tensor ${name}.`);
  }
  return found.variable;
}

/** A stream of `values`. */
export function stream<T>(...values: T[]): AsyncIterable<T> {
  return Readable.from(values);
}
