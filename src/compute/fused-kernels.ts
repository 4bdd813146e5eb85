import * as tf from '@tensorflow/tfjs-core';
import { findKernel } from './replace-kernel.js';

/**
 * Kernels of ours that do in one what several of tf's do. A backend has both or none of those for normalization and for
 * gates; the others each for itself.
 */
export const fusedKernels = {
  crossEntropy: 'CrossEntropy',
  followMoments: 'FollowMoments',
  gateFeatures: 'GateFeatures',
  gateFeaturesGradient: 'GateFeaturesGradient',
  normalizeBatch: 'NormalizeBatch',
  normalizeBatchGradient: 'NormalizeBatchGradient',
  squaredNorms: 'SquaredNorms',
  transfer: 'Transfer',
  transferGradient: 'TransferGradient',
  updateByAdam: 'UpdateByAdam',
  updateBySgd: 'UpdateBySgd',
} as const;

/** How many channels the fused kernels take together: the last dimension is a multiple of it. */
const channelsAtATime = 4;

/** What {@link fusedNormalization} gives; all but the value [channels]. */
export interface NormalizedBatch {
  /** relu(scale · (x − mean) · precision + offset), the shape of x. */
  readonly value: tf.Tensor;
  readonly mean: tf.Tensor;
  /** The mean of (x − mean)². */
  readonly variance: tf.Tensor;
  /** 1/√(variance + epsilon). */
  readonly precision: tf.Tensor;
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
 * relu(batch norm(x)) by the batch's own statistics over every dimension but the channels. It has no gradient: for use
 * inside operations that bring their own.
 *
 * @param x [batch, …, channels]; scale and offset [channels]
 */
export function fusedNormalization(
  x: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  epsilon: number,
): NormalizedBatch {
  const [value, mean, variance, precision] = run(
    fusedKernels.normalizeBatch,
    { x, scale, offset },
    { epsilon },
  );
  return { value, mean, variance, precision };
}

/** Gradients of {@link fusedNormalization} with respect to x, scale and offset; `y` is its value, `dy` that of the loss. */
export function fusedNormalizationGradient(inputs: {
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  readonly dy: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly precision: tf.Tensor;
  readonly scale: tf.Tensor;
}): { dx: tf.Tensor; dscale: tf.Tensor; doffset: tf.Tensor } {
  const [dx, dscale, doffset] = run(fusedKernels.normalizeBatchGradient, inputs);
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
 * The sum of the squares of all values of each tensor, on the device: a value for each tensor or, [tensors, 2], two whose
 * sum it is.
 *
 * @param tensors float32, at least one
 */
export function squaredNorms(tensors: readonly tf.Tensor[]): tf.Tensor {
  if (!hasSquaredNorms()) {
    return tf.tidy(() => tf.stack(tensors.map((x) => tf.sum(tf.square(x)))));
  }
  const inputs = Object.fromEntries(tensors.map((x, index) => [index, x]));
  return run(fusedKernels.squaredNorms, inputs)[0];
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
