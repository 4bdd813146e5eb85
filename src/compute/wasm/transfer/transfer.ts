import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  operandsOf,
  type Attributes,
  type Inputs,
  type Operands,
} from '../../transfer-operands.js';
import { splitSamples } from '../gate-features.js';
import { composeKernel, type KernelScope } from '../kernel-scope.js';
import { squeezeSamples } from '../squeeze-samples.js';
import { multiply } from './multiply.js';
import {
  addressOf,
  recorded,
  recordSize,
  squeezeBlocks,
  valuesOf,
  wholeMatrix,
  type Matrix,
  type Recorded,
} from './operands.js';

interface MeanAttributes {
  readonly ofSigmoid: boolean;
  readonly share: number;
}

/** A transfer module in a training step: [record, …gated features], see `fusedTransfer`. The gate means are overwritten. */
export const transfer = composeKernel(
  (scope, inputs: Inputs, attributes: Attributes & MeanAttributes) => {
    const operands = operandsOf(inputs, attributes.modalities);
    const { features, excitations, rest: means } = operands;
    const record = scope.allocate([recordSize(operands)]);
    const parts = recorded(operands, record);
    features.forEach((map, branch) => {
      squeeze(scope, map, parts.squeezed[branch]);
    });
    joinSqueezed(scope, operands, parts);
    const gated = features.map((map, branch) => {
      const gate = parts.gates[branch];
      const { kernel, bias } = excitations[branch];
      multiply(scope, parts.joint, wholeMatrix(kernel), bias, gate);
      makeGate(scope, gate, means[branch], attributes, branch === attributes.frozen);
      return applyGate(scope, map, gate);
    });
    return [record, ...gated];
  },
);

/** s_k = the mean over what lies between batch and channels. */
export function squeeze(scope: KernelScope, map: TensorInfo, squeezed: Matrix): void {
  squeezeSamples(scope, map, map.shape, addressOf(scope, squeezed));
}

/** z = relu([s_0, …] · W_sq + b_sq) */
export function joinSqueezed(
  scope: KernelScope,
  operands: Operands,
  { squeezed, joint }: Pick<Recorded, 'squeezed' | 'joint'>,
): void {
  const blocks = squeezeBlocks(operands);
  blocks.forEach((block, branch) => {
    const start = branch === 0 ? operands.squeezeBias : joint;
    const isLast = branch === blocks.length - 1;
    multiply(scope, squeezed[branch], block, start, joint, isLast);
  });
}

/** Puts g·σ(e_k) where e_k is, or the constant of a frozen gate, after the mean has taken the batch in. */
function makeGate(
  scope: KernelScope,
  gate: Matrix,
  mean: TensorInfo,
  { gateScale, ofSigmoid, share }: Attributes & MeanAttributes,
  isFrozen: boolean,
): void {
  const values = valuesOf(scope, gate);
  const { rows, columns } = gate;
  const sums = new Float64Array(columns);
  for (let at = 0; at < values.length;) {
    for (let channel = 0; channel < columns; channel += 1, at += 1) {
      const excitation = values[at];
      const opening = sigmoid(excitation);
      sums[channel] += ofSigmoid ? opening : excitation;
      values[at] = gateScale * opening;
    }
  }
  const means = scope.values(mean);
  for (let channel = 0; channel < columns; channel += 1) {
    means[channel] += (sums[channel] / rows - means[channel]) * share;
  }
  scope.overwritten(mean);
  if (isFrozen) {
    const constant = means.map((one) => gateScale * (ofSigmoid ? one : sigmoid(one)));
    for (let row = 0; row < rows; row += 1) {
      values.set(constant, row * columns);
    }
  }
}

/** A branch's features, gated. */
export function applyGate(scope: KernelScope, map: TensorInfo, gate: Matrix): TensorInfo {
  const { parts, fields } = splitSamples(map);
  const gated = scope.allocate(map.shape);
  const addresses = [scope.address(map), addressOf(scope, gate), scope.address(gated)];
  scope.perform('gateSamples', parts, [...fields, ...addresses]);
  return gated;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
