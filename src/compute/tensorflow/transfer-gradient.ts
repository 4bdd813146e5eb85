import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandsOf, type Attributes } from '../transfer-operands.js';
import type { Composition } from './compose-kernel.js';
import { alongRows, overRows, rowsOf } from './feature-map.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

/** The gradients of a transfer module, in the order of `fusedTransferGradient`. */
export const transferGradient: Composition<Attributes> = (operations, inputs, attributes) => {
  const { modalities, frozen } = attributes;
  const { features, rest, excitations, squeezeKernel } = operandsOf(inputs, modalities);
  const channels = features.map(lastOf);
  const total = channels.reduce((sum, count) => sum + count, 0);
  const upstream = rest.slice(0, modalities).map((one) => operations.take(one));
  const [squeezed, joint, ...gates] = operations.split(operations.take(rest[modalities]), [
    total,
    lastOf(squeezeKernel),
    ...channels,
  ]);
  const ofJoints: MadeTensor[] = [];
  const ofExcitations = features.flatMap((map, branch) => {
    if (branch === frozen) {
      return [];
    }
    const products = operations.apply('Mul', upstream[branch], operations.take(map));
    const ofGate = overRows(operations, 'Sum', products);
    const ofExcitation = passSigmoid(operations, gates[branch], ofGate, attributes);
    const kernel = operations.take(excitations[branch].kernel);
    ofJoints.push(operations.multiply(ofExcitation, kernel, { b: true }));
    return layerGradients(operations, joint, ofExcitation);
  });
  const ofJoint = ofJoints.reduce((sum, one) => operations.apply('AddV2', sum, one));
  const passed = operations.apply('ReluGrad', ofJoint, joint);
  const shifts = operations.split(
    operations.multiply(passed, operations.take(squeezeKernel), { b: true }),
    channels,
  );
  const ofFeatures = upstream.map((one, branch) => {
    const gated = operations.apply('Mul', one, alongRows(operations, gates[branch], one));
    // A mean's gradient goes to each of the rows that it was taken over alike.
    const share = operations.constant(1 / rowsOf(one));
    const shift = operations.apply('Mul', shifts[branch], share);
    return operations.apply('AddV2', gated, alongRows(operations, shift, one));
  });
  return [...ofFeatures, ...layerGradients(operations, squeezed, passed), ...ofExcitations];
};

/** Of e_k, given the gate g·σ(e_k) and its gradient. */
function passSigmoid(
  operations: NativeOperations,
  gate: MadeTensor,
  ofGate: MadeTensor,
  { gateScale }: Attributes,
): MadeTensor {
  const opening = operations.apply('Mul', gate, operations.constant(1 / gateScale));
  const ofOpening = operations.apply('Mul', ofGate, operations.constant(gateScale));
  return operations.apply('SigmoidGrad', opening, ofOpening);
}

/** Of a dense layer's kernel and bias, given its input and the gradient of its output. */
function layerGradients(
  operations: NativeOperations,
  input: MadeTensor,
  ofOutput: MadeTensor,
): MadeTensor[] {
  return [
    operations.multiply(input, ofOutput, { a: true }),
    operations.reduce('Sum', ofOutput, [0]),
  ];
}

function lastOf({ shape }: TensorInfo): number {
  return shape[shape.length - 1];
}
