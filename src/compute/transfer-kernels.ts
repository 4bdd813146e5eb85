import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels, hasFusedKernels } from './fused-kernels.js';
import { ownMemory } from './own-memory.js';
import { findKernel } from './replace-kernel.js';

/** The weights of a multi-modal transfer module, as `TransferModule` describes them. */
export interface TransferWeights {
  /** [ΣC, width] */
  readonly squeezeKernel: tf.Tensor2D;
  /** [width] */
  readonly squeezeBias: tf.Tensor1D;
  /** One a branch: [width, C_k] and [C_k]. */
  readonly excitations: readonly { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D }[];
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

/** Whether the current backend does in one kernel what {@link fusedGates} does of these. */
export function hasGatesKernel(seen: readonly tf.Tensor[]): boolean {
  return (
    findKernel(tf.getBackend(), fusedKernels.transferGates) !== undefined &&
    seen.every(hasFusedKernels)
  );
}

/** What a transfer module makes of feature maps or of what stands in their place, a branch each. */
export interface MadeGates {
  /** s_k: [batch, channels], tensors of their own. */
  readonly squeezed: tf.Tensor2D[];
  /** g·σ(e_k): [batch, channels]; null for a branch that was to have none. */
  readonly gates: (tf.Tensor2D | null)[];
}

/**
 * The gates of a transfer module, without a gradient; gate means stay.
 *
 * @param seen [batch, …, channels] a branch: its feature map, or [batch, channels]: its squeezed vectors
 * @param without the branch whose gate is not wanted; null for none
 */
export function fusedGates(
  seen: readonly tf.Tensor[],
  weights: TransferWeights,
  gateScale: number,
  without: number | null,
): MadeGates {
  const made = run(fusedKernels.transferGates, [...seen, ...listed(weights)], {
    modalities: seen.length,
    gateScale,
    without: without ?? -1,
  }) as tf.Tensor2D[];
  const squeezed = made.splice(0, seen.length);
  return {
    squeezed,
    gates: seen.map((_, branch) => (branch === without ? null : (made.shift() ?? null))),
  };
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
