import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandsOf, type Inputs, type Operands } from '../../transfer-operands.js';
import { composeKernel, type KernelScope } from '../kernel-scope.js';
import { multiply } from './multiply.js';
import { channelsOf, valuesOf, wholeMatrix, type Matrix } from './operands.js';
import { applyGate, joinSqueezed, squeeze } from './transfer.js';

interface EvaluationAttributes {
  readonly modalities: number;
  readonly gateScale: number;
  /** Which branch is not computed, in place of whose features stands what its squeezed vectors are; −1 for none. */
  readonly cut: number;
  /** Which branch's gate is a constant, the last operand; −1 for none. */
  readonly frozen: number;
  /** Whether the squeezed vectors of the other branches are operands, after the weights. */
  readonly isSqueezed: boolean;
}

/** A transfer module in evaluation, of each branch but a cut one: see `fusedTransferInEvaluation`. Nothing is overwritten. */
export const transferInEvaluation = composeKernel(
  (
    scope,
    inputs: Inputs,
    { modalities, gateScale, cut, frozen, isSqueezed }: EvaluationAttributes,
  ) => {
    const operands = operandsOf(inputs, modalities);
    const { features, excitations, rest } = operands;
    const squeezed = squeezedVectors(scope, operands, cut, isSqueezed);
    const joint = wholeMatrix(
      scope.allocate([features[0].shape[0], operands.squeezeBias.shape[0]]),
    );
    joinSqueezed(scope, operands, { squeezed: squeezed.map(wholeMatrix), joint });
    const gated = features.flatMap((map, branch) => {
      if (branch === cut) {
        return [];
      }
      const constant = branch === frozen ? rest[rest.length - 1] : null;
      const gate =
        constant === null
          ? liveGate(scope, joint, excitations[branch], gateScale)
          : constantGate(scope, joint.rows, constant);
      return [applyGate(scope, map, gate)];
    });
    return isSqueezed ? gated : [...squeezed.filter((_, branch) => branch !== cut), ...gated];
  },
);

/** s_k of every branch. */
function squeezedVectors(
  scope: KernelScope,
  { features, rest }: Operands,
  cut: number,
  isSqueezed: boolean,
): TensorInfo[] {
  const given = isSqueezed ? [...rest] : [];
  return features.map((map, branch) => {
    if (branch === cut) {
      return map;
    }
    const [known] = given.splice(0, 1) as (TensorInfo | undefined)[];
    if (known !== undefined) {
      return known;
    }
    const squeezed = scope.allocate([map.shape[0], channelsOf(map)]);
    squeeze(scope, map, wholeMatrix(squeezed));
    return squeezed;
  });
}

/** g·σ(e_k) */
function liveGate(
  scope: KernelScope,
  joint: Matrix,
  { kernel, bias }: Operands['excitations'][number],
  gateScale: number,
): Matrix {
  const excitation = scope.allocate([joint.rows, kernel.shape[1]]);
  multiply(scope, joint, wholeMatrix(kernel), bias, wholeMatrix(excitation));
  const gate = wholeMatrix(scope.run('Sigmoid', { x: excitation }));
  const values = valuesOf(scope, gate);
  for (let index = 0; index < values.length; index += 1) {
    values[index] *= gateScale;
  }
  return gate;
}

function constantGate(scope: KernelScope, rows: number, constant: TensorInfo): Matrix {
  const gate = wholeMatrix(scope.allocate([rows, channelsOf(constant)]));
  const [values, ofAll] = [valuesOf(scope, gate), scope.values(constant)];
  for (let row = 0; row < rows; row += 1) {
    values.set(ofAll, row * ofAll.length);
  }
  return gate;
}
