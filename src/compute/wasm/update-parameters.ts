import type { TensorInfo } from '@tensorflow/tfjs-core';
import { operandRows, type AdamRule, type Operands, type SgdRule } from '../parameter-update.js';
import { composeKernel } from './kernel-scope.js';
import { bitsOf, cutIntoPieces, performOnPieces } from './pieces.js';

type Inputs = Readonly<Record<string, TensorInfo>>;

/** Overwrites parameters and their momentum by a step of gradient descent, see `updateBySgd`; it has no output. */
export const updateBySgd = composeKernel(
  (scope, inputs: Inputs, { operands, ...rule }: SgdRule & Operands) => {
    const rows = operandRows(inputs, { operands });
    const pieces = cutIntoPieces(scope, rows);
    const table = pieces.map(({ length, addresses }) => {
      const [parameter, gradient, momentum = 0] = addresses;
      return [length, parameter, gradient, momentum];
    });
    const rest = bitsOf([rule.rate, rule.weightDecay, rule.momentum]);
    performOnPieces(scope, 'updateBySgd', table, rest);
    rows.forEach(([parameter]) => {
      scope.overwritten(parameter);
    });
    return [];
  },
);

/** Overwrites parameters and both of their means by a step of Adam, see `updateByAdam`; it has no output. */
export const updateByAdam = composeKernel(
  (scope, inputs: Inputs, { operands, ...rule }: AdamRule & Operands) => {
    const { weightDecay, beta1, beta2, epsilon } = rule;
    const rows = operandRows(inputs, { operands });
    const pieces = cutIntoPieces(scope, rows);
    const table = pieces.map(({ row, length, addresses }) => [
      length,
      ...addresses,
      ...bitsOf([rule.rootCorrections[row], rule.sizes[row]]),
    ]);
    const rest = bitsOf([weightDecay, beta1, 1 - beta1, beta2, 1 - beta2, epsilon]);
    performOnPieces(scope, 'updateByAdam', table, rest);
    rows.forEach(([parameter]) => {
      scope.overwritten(parameter);
    });
    return [];
  },
);
