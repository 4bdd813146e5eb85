import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandRows, type AdamRule, type Operands, type SgdRule } from '../parameter-update.js';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

/** Overwrites parameters and their momentum by a step of gradient descent: see `updateBySgd` of the parameter update. */
export const updateBySgd: Composition<SgdRule & Operands> = (
  operations,
  inputs,
  { operands, rate, momentum, weightDecay },
) => {
  const calculate = calculatorFor(operations);
  for (const [parameter, gradient, ...slots] of operandRows(inputs, { operands })) {
    const weights = operations.take(parameter);
    let direction = decayed(operations, weights, gradient, weightDecay);
    for (const slot of slots) {
      const kept = calculate('Mul', operations.take(slot), momentum);
      const moved = operations.apply('AddV2', kept, direction);
      operations.overwrite(slot, moved);
      direction = moved;
    }
    const change = calculate('Mul', direction, rate);
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
  const calculate = calculatorFor(operations);
  const average = (slot: TensorInfo, value: MadeTensor, beta: number): MadeTensor => {
    const former = calculate('Mul', operations.take(slot), beta);
    const moved = operations.apply('AddV2', former, calculate('Mul', value, 1 - beta));
    operations.overwrite(slot, moved);
    return moved;
  };
  operandRows(inputs, { operands }).forEach(([parameter, gradient, mean, squaredMean], row) => {
    const weights = operations.take(parameter);
    const direction = decayed(operations, weights, gradient, weightDecay);
    const first = average(mean, direction, beta1);
    const second = average(squaredMean, operations.apply('Square', direction), beta2);
    const root = calculate('RealDiv', operations.apply('Sqrt', second), rootCorrections[row]);
    const step = operations.apply('RealDiv', first, calculate('AddV2', root, epsilon));
    const change = calculate('Mul', step, sizes[row]);
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
    : operations.apply(
        'AddV2',
        taken,
        operations.apply('Mul', weights, operations.number(weightDecay)),
      );
}

/** Operations with a number, which is made once for all that take it. */
function calculatorFor(
  operations: NativeOperations,
): (name: string, x: MadeTensor, value: number) => MadeTensor {
  const numbers = new Map<number, MadeTensor>();
  return (name, x, value) => {
    const number = numbers.get(value) ?? operations.number(value);
    numbers.set(value, number);
    return operations.apply(name, x, number);
  };
}
