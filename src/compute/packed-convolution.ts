import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels } from './fused-kernels.js';
import { findKernel } from './replace-kernel.js';

/** How a convolution in evaluation goes over what it is given. */
export interface PackedConvolution {
  /** [height, width, in, out] */
  readonly filterShape: [number, number, number, number];
  readonly strides: number;
  /** Zeros on every side of the image. */
  readonly pad: number;
}

/** Whether the current backend lays filters out once for several convolutions; elsewhere tf's convolutions serve. */
export function hasPackedFilters(): boolean {
  return findKernel(tf.getBackend(), fusedKernels.packFilter) !== undefined;
}

/** A filter, [height, width, in, out], as {@link convolvePacked} takes it: a tensor of the backend's own layout. */
export function packFilter(filter: tf.Tensor4D): tf.Tensor {
  return tf.engine().runKernel<tf.Tensor>(fusedKernels.packFilter, { filter });
}

/**
 * relu(convolution of gate ⊙ x + bias), without a gradient.
 *
 * @param x [batch, height, width, in]
 * @param gate [batch, in], channel by channel of each image; null for none
 * @param packed what {@link packFilter} gave
 * @param bias [out]
 * @throws Error where these shapes do not fit each other
 */
export function convolvePacked(
  x: tf.Tensor,
  gate: tf.Tensor2D | null,
  packed: tf.Tensor,
  bias: tf.Tensor1D,
  convolution: PackedConvolution,
): tf.Tensor {
  const [, , channels] = convolution.filterShape;
  tf.util.assertShapesMatch(
    [x.rank, ...x.shape.slice(3)],
    [4, channels],
    'A convolution of images: ',
  );
  if (gate !== null) {
    tf.util.assertShapesMatch(gate.shape, [x.shape[0], channels], 'A gate: ');
  }
  const inputs = { x, packed, bias, ...(gate === null ? {} : { gate }) };
  return tf
    .engine()
    .runKernel<tf.Tensor>(fusedKernels.convolveInEvaluation, inputs, { ...convolution });
}
