import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels, hasFusedKernels } from './fused-kernels.js';
import { ownMemory } from './own-memory.js';
import { findKernel } from './replace-kernel.js';

/** The weights of a multi-modal transfer module, as `TransferModule` describes them. */
export interface TransferWeights {
  readonly squeezeKernel: tf.Tensor;
  readonly squeezeBias: tf.Tensor;
  /** One a branch. */
  readonly excitations: readonly { readonly kernel: tf.Tensor; readonly bias: tf.Tensor }[];
}

/** How a module makes gates in a training step. */
export interface TransferOptions {
  readonly gateScale: number;
  /** The branch whose gate is its mean; null where no gate is frozen. */
  readonly frozen: number | null;
}

/** The gates' means over the training samples, and how they take this batch in. */
export interface GateMeans {
  /** [channels] a branch; they are overwritten. */
  readonly variables: readonly tf.Variable[];
  /** Whether they are of σ(e) rather than of e. */
  readonly ofSigmoid: boolean;
  /** Share of the batch, 0–1: mean += (batch mean − mean) · share. */
  readonly share: number;
}

/** Whether the current backend does in one kernel what a transfer module does of these feature maps. */
export function hasTransferKernels(features: readonly tf.Tensor[]): boolean {
  return (
    findKernel(tf.getBackend(), fusedKernels.transfer) !== undefined &&
    features.every(hasFusedKernels)
  );
}

/**
 * A transfer module in a training step: the gated features, and what {@link fusedTransferGradient} needs beside them. It
 * has no gradient: for use inside operations that bring their own.
 *
 * @param features [batch, …, channels] a branch
 */
export function fusedTransfer(
  features: readonly tf.Tensor[],
  weights: TransferWeights,
  { gateScale, frozen }: TransferOptions,
  { variables, ofSigmoid, share }: GateMeans,
): { readonly gated: tf.Tensor[]; readonly record: tf.Tensor } {
  ownMemory(variables);
  const [record, ...gated] = run(
    fusedKernels.transfer,
    [...features, ...listed(weights), ...variables],
    { modalities: features.length, gateScale, frozen: frozen ?? -1, ofSigmoid, share },
  );
  return { gated, record };
}

/**
 * Gradients with respect to the features of every branch, the squeeze kernel and bias, and the excitation kernel and bias
 * of every branch that is not frozen, in this order.
 *
 * @param upstream those of the gated features
 */
export function fusedTransferGradient(
  features: readonly tf.Tensor[],
  record: tf.Tensor,
  upstream: readonly tf.Tensor[],
  weights: TransferWeights,
  { gateScale, frozen }: TransferOptions,
): tf.Tensor[] {
  const operands = [...features, ...listed(weights), ...upstream, record];
  const attributes = { modalities: features.length, gateScale, frozen: frozen ?? -1 };
  return run(fusedKernels.transferGradient, operands, attributes);
}

function listed({ squeezeKernel, squeezeBias, excitations }: TransferWeights): tf.Tensor[] {
  return [squeezeKernel, squeezeBias, ...excitations.flatMap(({ kernel, bias }) => [kernel, bias])];
}

function run(
  kernel: string,
  operands: readonly tf.Tensor[],
  attributes: tf.NamedAttrMap,
): tf.Tensor[] {
  const inputs = Object.fromEntries(operands.map((tensor, index) => [index, tensor]));
  return tf.engine().runKernel<tf.Tensor[]>(kernel, inputs, attributes);
}
