import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandsOf, type Inputs, type Operands } from '../../transfer-operands.js';
import { composeKernel, type KernelScope } from '../kernel-scope.js';
import { multiply } from './multiply.js';
import { channelsOf, valuesOf, wholeMatrix, type Matrix } from './operands.js';
import { joinSqueezed, squeeze } from './transfer.js';

interface GatesAttributes {
  readonly modalities: number;
  readonly gateScale: number;
  /** Which branch has no gate; −1 for none. */
  readonly without: number;
}

/** What a transfer module squeezes, a branch each, then the gates that it makes of that: see `fusedGates`. */
export const transferGates = composeKernel(
  (scope, inputs: Inputs, { modalities, gateScale, without }: GatesAttributes) => {
    const operands = operandsOf(inputs, modalities);
    const { features, squeezeBias, excitations } = operands;
    const squeezed = features.map((seen) => squeezedVectors(scope, seen));
    const joint = wholeMatrix(scope.allocate([features[0].shape[0], squeezeBias.shape[0]]));
    joinSqueezed(scope, operands, { squeezed: squeezed.map(wholeMatrix), joint });
    const gates = excitations.filter((_, branch) => branch !== without);
    return [...squeezed, ...gates.map((layer) => gate(scope, joint, layer, gateScale))];
  },
);

/** s_k; what has nothing to squeeze is that already. */
function squeezedVectors(scope: KernelScope, seen: TensorInfo): TensorInfo {
  if (seen.shape.length === 2) {
    return scope.reshape(seen, seen.shape);
  }
  const squeezed = scope.allocate([seen.shape[0], channelsOf(seen)]);
  squeeze(scope, seen, wholeMatrix(squeezed));
  return squeezed;
}

/** g·σ(e_k) */
function gate(
  scope: KernelScope,
  joint: Matrix,
  { kernel, bias }: Operands['excitations'][number],
  gateScale: number,
): TensorInfo {
  const excitation = scope.allocate([joint.rows, kernel.shape[1]]);
  multiply(scope, joint, wholeMatrix(kernel), bias, wholeMatrix(excitation));
  const opening = scope.run('Sigmoid', { x: excitation });
  const values = valuesOf(scope, wholeMatrix(opening));
  for (let index = 0; index < values.length; index += 1) {
    values[index] *= gateScale;
  }
  return opening;
}
