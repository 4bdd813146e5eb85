import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels } from './fused-kernels.js';
import { ownMemory } from './own-memory.js';
import { findKernel } from './replace-kernel.js';

/** What a step reads and overwrites of one parameter. All are float32 and of the parameter's shape. */
export interface ParameterUpdate {
  readonly parameter: tf.Variable;
  readonly gradient: tf.Tensor;
  /** What the optimizer keeps of it from step to step; no other tensor shares their memory. */
  readonly slots: readonly tf.Tensor[];
}

/** Whether the current backend updates all parameters at once, where they lie. Elsewhere that is composed of operations. */
export function hasUpdateKernels(): boolean {
  return findKernel(tf.getBackend(), fusedKernels.updateBySgd) !== undefined;
}

/** How gradient descent steps. */
export interface SgdRule {
  readonly rate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/**
 * Overwrites the parameters and, with momentum, their one slot: the direction is gradient + weightDecay · parameter, to
 * which momentum · the former direction is added.
 */
export function updateBySgd(updates: readonly ParameterUpdate[], rule: SgdRule): void {
  run(fusedKernels.updateBySgd, updates, { ...rule });
}

/** How Adam steps; the last two have an entry for each update. */
export interface AdamRule {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** √(1 − beta2^step) */
  readonly rootCorrections: readonly number[];
  /** The rate over 1 − beta1^step. */
  readonly sizes: readonly number[];
}

/** For each update the first one that has the same corrections: all that were made equally often share them. */
export function alikeByAdam({
  rootCorrections,
  sizes,
}: Pick<AdamRule, 'rootCorrections' | 'sizes'>): number[] {
  return sizes.map((size, row) =>
    sizes.findIndex(
      (other, first) => other === size && rootCorrections[first] === rootCorrections[row],
    ),
  );
}

/** The names of an update's corrections among the numbers that a repeated step is given. */
export function correctionNames(row: number): { readonly root: string; readonly size: string } {
  return { root: `root ${String(row)}`, size: `size ${String(row)}` };
}

/** Overwrites the parameters and their two slots, the means of the gradients and of their squares. */
export function updateByAdam(updates: readonly ParameterUpdate[], rule: AdamRule): void {
  const { rootCorrections, sizes, ...rest } = rule;
  run(fusedKernels.updateByAdam, updates, {
    ...rest,
    rootCorrections: [...rootCorrections],
    sizes: [...sizes],
  });
}

/** How many tensors a kernel is told of for each parameter, one after the other: itself, its gradient, its slots. */
export interface Operands {
  readonly operands: number;
}

/** A kernel's inputs, parameter by parameter. */
export function operandRows(
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  { operands }: Operands,
): tf.TensorInfo[][] {
  const tensors = Object.values(inputs);
  return Array.from({ length: tensors.length / operands }, (_, row) =>
    tensors.slice(row * operands, (row + 1) * operands),
  );
}

function run(
  kernel: string,
  updates: readonly ParameterUpdate[],
  attributes: tf.NamedAttrMap,
): void {
  if (updates.length > 0) {
    ownMemory(updates.map(({ parameter }) => parameter));
    const operands = updates.map(({ parameter, gradient, slots }) => [
      parameter,
      gradient,
      ...slots,
    ]);
    const inputs = Object.fromEntries(operands.flat().map((tensor, index) => [index, tensor]));
    tf.engine().runKernel(kernel, inputs, { ...attributes, operands: operands[0].length });
  }
}
