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

/** What a transfer module in evaluation starts from, a branch each. */
export interface EvaluatedFeatures {
  /** [batch, …, channels]; null for a branch that is not computed. */
  readonly features: readonly (tf.Tensor | null)[];
  /** What stands for its squeezed vectors, [batch, channels]; null for the others. */
  readonly replacements: readonly (tf.Tensor2D | null)[];
  /** Those of the others, where they are known already. */
  readonly squeezed: readonly (tf.Tensor2D | null)[] | null;
}

/** Whether the current backend does in one kernel what a transfer module does of these in evaluation. */
export function hasEvaluationKernel({ features, replacements }: EvaluatedFeatures): boolean {
  return (
    findKernel(tf.getBackend(), fusedKernels.transferInEvaluation) !== undefined &&
    present([...features, ...replacements]).every(hasFusedKernels)
  );
}

/**
 * A transfer module in evaluation: the gated features and the squeezed vectors, both null where a branch is not computed. It
 * has no gradient, and gate means stay.
 *
 * @param frozen a branch whose gate is a constant, [1, channels]; null for none
 */
export function fusedTransferInEvaluation(
  { features, replacements, squeezed }: EvaluatedFeatures,
  weights: TransferWeights,
  gateScale: number,
  frozen: { readonly branch: number; readonly constant: tf.Tensor } | null,
): { readonly gated: (tf.Tensor | null)[]; readonly squeezed: (tf.Tensor2D | null)[] } {
  const operands = [
    ...present(features.map((map, branch) => map ?? replacements[branch])),
    ...listed(weights),
    ...present(squeezed ?? []),
    ...present([frozen?.constant ?? null]),
  ];
  const made = run(fusedKernels.transferInEvaluation, operands, {
    modalities: features.length,
    gateScale,
    cut: features.indexOf(null),
    frozen: frozen?.branch ?? -1,
    isSqueezed: squeezed !== null,
  });
  const next = (map: tf.Tensor | null): tf.Tensor | null =>
    map === null ? null : (made.shift() ?? null);
  return {
    squeezed: [...(squeezed ?? (features.map(next) as (tf.Tensor2D | null)[]))],
    gated: features.map(next),
  };
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
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
