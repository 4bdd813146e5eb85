import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  operandsOf,
  type Attributes,
  type Inputs,
  type Operands,
} from '../../transfer-operands.js';
import { splitSamples } from '../gate-features.js';
import { composeKernel, type KernelScope } from '../kernel-scope.js';
import { columnSums, multiply, multiplyTransposed, transposed } from './multiply.js';
import {
  addressOf,
  recorded,
  rowsOf,
  squeezeBlocks,
  valuesOf,
  wholeMatrix,
  type Matrix,
  type Recorded,
} from './operands.js';

/** The gradients of a transfer module, in the order of `fusedTransferGradient`. */
export const transferGradient = composeKernel((scope, inputs: Inputs, attributes: Attributes) => {
  const { modalities, frozen } = attributes;
  const operands = operandsOf(inputs, modalities);
  const upstream = operands.rest.slice(0, modalities);
  const record = recorded(operands, operands.rest[modalities]);
  const ofJoint = wholeMatrix(scope.allocate([record.joint.rows, record.joint.columns]));
  valuesOf(scope, ofJoint).fill(0);
  const ofExcitations = operands.features.flatMap((map, branch) => {
    if (branch === frozen) {
      return [];
    }
    const gate = record.gates[branch];
    const ofExcitation = excitationGradient(scope, map, upstream[branch], gate, attributes);
    const { kernel } = operands.excitations[branch];
    multiply(scope, ofExcitation, transposed(scope, wholeMatrix(kernel)), ofJoint, ofJoint);
    return layerGradients(scope, record.joint, ofExcitation);
  });
  passRelu(scope, record.joint, ofJoint);
  const ofSqueeze = squeezeGradients(scope, operands, record, ofJoint);
  const ofFeatures = squeezeBlocks(operands).map((block, branch) => {
    const shift = wholeMatrix(scope.allocate([ofJoint.rows, block.rows]));
    multiply(scope, ofJoint, transposed(scope, block), null, shift);
    spread(scope, shift, rowsOf(operands.features[branch]));
    return featureGradient(scope, upstream[branch], record.gates[branch], shift);
  });
  return [...ofFeatures, ...ofSqueeze, ...ofExcitations];
});

/** Of e_k: the gate g·σ(e_k) has the slope gate · (1 − gate / g). */
function excitationGradient(
  scope: KernelScope,
  map: TensorInfo,
  upstream: TensorInfo,
  gate: Matrix,
  { gateScale }: Attributes,
): Matrix {
  const gradient = wholeMatrix(scope.allocate([gate.rows, gate.columns]));
  const { parts, fields } = splitSamples(map);
  const addresses = [scope.address(map), 0, 0, scope.address(upstream), addressOf(scope, gradient)];
  scope.perform('sumGateProducts', parts, [...fields, ...addresses]);
  const [values, gates] = [valuesOf(scope, gradient), valuesOf(scope, gate)];
  for (let index = 0; index < values.length; index += 1) {
    values[index] *= gates[index] * (1 - gates[index] / gateScale);
  }
  return gradient;
}

/** Of a dense layer's kernel and bias, given its input and the gradient of its output. */
function layerGradients(scope: KernelScope, input: Matrix, ofOutput: Matrix): TensorInfo[] {
  const kernel = scope.allocate([input.columns, ofOutput.columns]);
  multiplyTransposed(scope, input, ofOutput, wholeMatrix(kernel));
  return [kernel, columnSums(scope, ofOutput)];
}

/** The same of the squeeze layer, whose input is the squeezed vectors side by side. */
function squeezeGradients(
  scope: KernelScope,
  operands: Operands,
  { squeezed }: Recorded,
  ofJoint: Matrix,
): TensorInfo[] {
  const kernel = scope.allocate(operands.squeezeKernel.shape);
  squeezeBlocks(operands, kernel).forEach((block, branch) => {
    multiplyTransposed(scope, squeezed[branch], ofJoint, block);
  });
  return [kernel, columnSums(scope, ofJoint)];
}

function passRelu(scope: KernelScope, joint: Matrix, gradient: Matrix): void {
  const [outputs, values] = [valuesOf(scope, joint), valuesOf(scope, gradient)];
  for (let index = 0; index < values.length; index += 1) {
    values[index] = outputs[index] > 0 ? values[index] : 0;
  }
}

/** What each of the rows that a mean was taken over has of its gradient. */
function spread(scope: KernelScope, gradient: Matrix, rows: number): void {
  const values = valuesOf(scope, gradient);
  for (let index = 0; index < values.length; index += 1) {
    values[index] /= rows;
  }
}

/** upstream · gate + shift, sample by sample. */
function featureGradient(
  scope: KernelScope,
  upstream: TensorInfo,
  gate: Matrix,
  shift: Matrix,
): TensorInfo {
  const gradient = scope.allocate(upstream.shape);
  const { parts, fields } = splitSamples(upstream);
  const addresses = [addressOf(scope, gate), scope.address(gradient), addressOf(scope, shift)];
  scope.perform('gateAndShiftSamples', parts, [...fields, scope.address(upstream), ...addresses]);
  return gradient;
}
