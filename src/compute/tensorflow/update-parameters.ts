import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  alikeByAdam,
  correctionNames,
  operandRows,
  type AdamRule,
  type Operands,
  type SgdRule,
} from '../parameter-update.js';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';
import { once } from './operation.js';

/** Overwrites parameters and their momentum by a step of gradient descent: see `updateBySgd` of the parameter update. */
export const updateBySgd: Composition<SgdRule & Operands> = (
  operations,
  inputs,
  { operands, rate, momentum, weightDecay },
) => {
  const step = operations.number('rate', rate);
  for (const [parameter, gradient, ...slots] of operandRows(inputs, { operands })) {
    const weights = operations.take(parameter);
    let direction = decayed(operations, weights, gradient, weightDecay);
    for (const slot of slots) {
      const kept = scaled(operations, operations.take(slot), momentum);
      const moved = operations.apply('AddV2', kept, direction);
      operations.overwrite(slot, moved);
      direction = moved;
    }
    const change = operations.apply('Mul', direction, step);
    operations.overwrite(parameter, operations.apply('Sub', weights, change));
  }
  return [];
};

/** Overwrites parameters and both of their means by a step of Adam: see `updateByAdam` of the parameter update. */
export const updateByAdam: Composition<AdamRule & Operands> = (
  operations,
  inputs,
  { operands, beta1, beta2, epsilon, weightDecay, rootCorrections, sizes },
) => {
  const alike = alikeByAdam({ rootCorrections, sizes });
  const corrections = once((row: number) => {
    const { root, size } = correctionNames(row);
    return {
      root: operations.number(root, rootCorrections[row]),
      size: operations.number(size, sizes[row]),
    };
  });
  const average = (slot: TensorInfo, value: MadeTensor, beta: number): MadeTensor => {
    const former = scaled(operations, operations.take(slot), beta);
    const moved = operations.apply('AddV2', former, scaled(operations, value, 1 - beta));
    operations.overwrite(slot, moved);
    return moved;
  };
  operandRows(inputs, { operands }).forEach(([parameter, gradient, mean, squaredMean], row) => {
    const weights = operations.take(parameter);
    const direction = decayed(operations, weights, gradient, weightDecay);
    const first = average(mean, direction, beta1);
    const second = average(squaredMean, operations.apply('Square', direction), beta2);
    const root = operations.apply('Sqrt', second);
    const corrected = operations.apply('RealDiv', root, corrections(alike[row]).root);
    const raised = operations.apply('AddV2', corrected, operations.constant(epsilon));
    const step = operations.apply('RealDiv', first, raised);
    const change = operations.apply('Mul', step, corrections(alike[row]).size);
    operations.overwrite(parameter, operations.apply('Sub', weights, change));
  });
  return [];
};

/** The gradient with the L2 weight decay added to it. */
function decayed(
  operations: NativeOperations,
  weights: MadeTensor,
  gradient: TensorInfo,
  weightDecay: number,
): MadeTensor {
  const taken = operations.take(gradient);
  return weightDecay === 0
    ? taken
    : operations.apply('AddV2', taken, scaled(operations, weights, weightDecay));
}

/** x times a number that is the same in every step. */
function scaled(operations: NativeOperations, x: MadeTensor, factor: number): MadeTensor {
  return operations.apply('Mul', x, operations.constant(factor));
}
