import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandsOf, type Attributes } from '../transfer-operands.js';
import type { Composition } from './compose-kernel.js';
import { alongRows, overRows } from './feature-map.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

interface MeanAttributes {
  readonly ofSigmoid: boolean;
  readonly share: number;
}

/**
 * A transfer module in a training step, [record, …gated features]: see `fusedTransfer`. The gate means are overwritten. The
 * record is a matrix, of the squeezed vectors, the joint one and the gates side by side.
 */
export const transfer: Composition<Attributes & MeanAttributes> = (
  operations,
  inputs,
  attributes,
) => {
  const operands = operandsOf(inputs, attributes.modalities);
  const features = operands.features.map((map) => operations.take(map));
  const squeezed = features.map((map) => overRows(operations, 'Mean', map));
  const { squeezeKernel, squeezeBias } = operands;
  const layer = { kernel: squeezeKernel, bias: squeezeBias };
  const joint = operations.apply('Relu', dense(operations, operations.join(squeezed), layer));
  const gates = operands.excitations.map((excitation, branch) => {
    const excited = dense(operations, joint, excitation);
    const opening = operations.apply('Sigmoid', excited);
    const ofBatch = operations.reduce('Mean', attributes.ofSigmoid ? opening : excited, [0]);
    const mean = move(operations, operands.rest[branch], ofBatch, attributes.share);
    return branch === attributes.frozen
      ? frozenGate(operations, mean, joint.shape[0], attributes)
      : operations.apply('Mul', opening, operations.constant(attributes.gateScale));
  });
  const gated = features.map((map, branch) =>
    operations.apply('Mul', map, alongRows(operations, gates[branch], map)),
  );
  return [operations.join([...squeezed, joint, ...gates]), ...gated];
};

/** Overwrites `running` by itself + (value − itself) · share, which is returned. */
function move(
  operations: NativeOperations,
  running: TensorInfo,
  value: MadeTensor,
  share: number,
): MadeTensor {
  const former = operations.take(running);
  const change = operations.apply('Sub', value, former);
  const part = operations.apply('Mul', change, operations.number('share', share));
  const moved = operations.apply('AddV2', former, part);
  operations.overwrite(running, moved);
  return moved;
}

/** x·kernel + bias */
function dense(
  operations: NativeOperations,
  x: MadeTensor,
  { kernel, bias }: Record<'kernel' | 'bias', TensorInfo>,
): MadeTensor {
  const product = operations.multiply(x, operations.take(kernel));
  return operations.apply('BiasAdd', product, operations.take(bias));
}

/** g·σ(mean e_k), or g·mean σ(e_k), for every sample. */
function frozenGate(
  operations: NativeOperations,
  mean: MadeTensor,
  batch: number,
  { gateScale, ofSigmoid }: Attributes & MeanAttributes,
): MadeTensor {
  const constant = ofSigmoid ? mean : operations.apply('Sigmoid', mean);
  return operations.apply('Mul', operations.fill([batch, 1], gateScale), constant);
}
