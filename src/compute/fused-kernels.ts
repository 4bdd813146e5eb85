import * as tf from '@tensorflow/tfjs-core';
import { ownMemory } from './own-memory.js';
import { findKernel } from './replace-kernel.js';
import type { RunningMoments } from './running-moments.js';

/**
 * Kernels of ours that do in one what several of tf's do. A backend has both or none of those for normalization, for
 * gates, and for filters that are laid out once; the others each for itself.
 */
export const fusedKernels = {
  convolveInEvaluation: 'ConvolveInEvaluation',
  crossEntropy: 'CrossEntropy',
  gateFeatures: 'GateFeatures',
  gateFeaturesGradient: 'GateFeaturesGradient',
  normalizeBatch: 'NormalizeBatch',
  normalizeBatchGradient: 'NormalizeBatchGradient',
  packFilter: 'PackFilter',
  squaredNorms: 'SquaredNorms',
  transfer: 'Transfer',
  transferGates: 'TransferGates',
  transferGradient: 'TransferGradient',
  updateByAdam: 'UpdateByAdam',
  updateBySgd: 'UpdateBySgd',
} as const;

/** How many channels the fused kernels take together: the last dimension is a multiple of it. */
const channelsAtATime = 4;

/** What {@link fusedNormalization} takes beside x, all [channels]. */
export interface NormalizationParameters {
  /** Is not added, since the batch mean takes it away again: it only enters the running mean. */
  readonly bias: tf.Tensor;
  readonly scale: tf.Tensor;
  readonly offset: tf.Tensor;
}

/** What {@link fusedNormalization} gives. */
export interface NormalizedBatch {
  /** relu(scale · (x − mean) / √(variance + epsilon) + offset), the shape of x. */
  readonly value: tf.Tensor;
  /** [channels] */
  readonly mean: tf.Tensor;
  /** What the gradient needs of how the values spread, [channels]: each backend's own. */
  readonly spread: tf.Tensor;
}

/**
 * Whether the current backend has the fused kernels for features like `x`, [batch, …, channels]. Elsewhere the same is to
 * be composed of tf's operations.
 */
export function hasFusedKernels({ shape, dtype }: tf.Tensor): boolean {
  return (
    dtype === 'float32' &&
    shape[shape.length - 1] % channelsAtATime === 0 &&
    findKernel(tf.getBackend(), fusedKernels.normalizeBatch) !== undefined
  );
}

/**
 * relu(batch norm(x)) by the batch's own statistics over every dimension but the channels, which the running ones follow. It
 * has no gradient: for use inside operations that bring their own.
 *
 * @param x [batch, …, channels], at least two values a channel
 * @param running overwritten: they move towards mean + bias and the unbiased variance
 */
export function fusedNormalization(
  x: tf.Tensor,
  { bias, scale, offset }: NormalizationParameters,
  { mean: runningMean, variance: runningVariance, share }: RunningMoments,
  epsilon: number,
): NormalizedBatch {
  ownMemory([runningMean, runningVariance]);
  const [value, mean, spread] = run(
    fusedKernels.normalizeBatch,
    { x, bias, scale, offset, runningMean, runningVariance },
    { epsilon, share },
  );
  return { value, mean, spread };
}

/** Gradients of {@link fusedNormalization} with respect to x, scale and offset; `y` is its value, `dy` that of the loss. */
export function fusedNormalizationGradient(
  inputs: {
    readonly x: tf.Tensor;
    readonly y: tf.Tensor;
    readonly dy: tf.Tensor;
    readonly mean: tf.Tensor;
    readonly spread: tf.Tensor;
    readonly scale: tf.Tensor;
  },
  epsilon: number,
): { dx: tf.Tensor; dscale: tf.Tensor; doffset: tf.Tensor } {
  const [dx, dscale, doffset] = run(fusedKernels.normalizeBatchGradient, inputs, { epsilon });
  return { dx, dscale, doffset };
}

/**
 * gate ⊙ x, channel by channel of each sample, without a gradient.
 *
 * @param x [batch, …, channels]
 * @param gate [batch, channels]
 */
export function fusedGate(x: tf.Tensor, gate: tf.Tensor): tf.Tensor {
  return run(fusedKernels.gateFeatures, { x, gate })[0];
}

/** Gradients of {@link fusedGate} with respect to x and the gate. */
export function fusedGateGradient(inputs: {
  readonly x: tf.Tensor;
  readonly gate: tf.Tensor;
  readonly dy: tf.Tensor;
}): { dx: tf.Tensor; dgate: tf.Tensor } {
  const [dx, dgate] = run(fusedKernels.gateFeaturesGradient, inputs);
  return { dx, dgate };
}

/** Whether the current backend has the kernel of {@link fusedCrossEntropy}. */
export function hasCrossEntropy(): boolean {
  return findKernel(tf.getBackend(), fusedKernels.crossEntropy) !== undefined;
}

/**
 * The mean over the batch of the cross-entropy of softmax(logits), nats, and its gradient with respect to the logits;
 * without a gradient of its own.
 *
 * @param logits [batch, classes], as are the labels, which are one-hot
 */
export function fusedCrossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
): { mean: tf.Scalar; gradient: tf.Tensor2D } {
  const [mean, gradient] = run(fusedKernels.crossEntropy, { logits, labels });
  return { mean: mean as tf.Scalar, gradient: gradient as tf.Tensor2D };
}

/**
 * The sum of the squares of all values of all tensors of each set, on the device: a value for each set or, [sets, 2], two
 * whose sum it is.
 *
 * @param sets float32; at least one, none of them empty
 */
export function squaredNorms(sets: readonly (readonly tf.Tensor[])[]): tf.Tensor {
  if (!hasSquaredNorms()) {
    return tf.tidy(() => tf.stack(sets.map((set) => tf.sum(tf.square(joined(set))))));
  }
  const inputs = Object.fromEntries(sets.flat().map((x, index) => [index, x]));
  const sizes = sets.map(({ length }) => length);
  return run(fusedKernels.squaredNorms, inputs, { sizes })[0];
}

/** All values of all tensors, in one row. */
function joined(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat(tensors.map((x) => tf.reshape<tf.Rank.R1>(x, [x.size])));
}

/** Whether the current backend has a kernel for {@link squaredNorms}. */
export function hasSquaredNorms(): boolean {
  return findKernel(tf.getBackend(), fusedKernels.squaredNorms) !== undefined;
}

function run(
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: tf.NamedAttrMap = {},
): tf.Tensor[] {
  return [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(name, inputs, attributes)].flat();
}
