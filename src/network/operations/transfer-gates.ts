import * as tf from '@tensorflow/tfjs-core';
import {
  fusedGates,
  hasGatesKernel,
  type MadeGates,
  type TransferWeights,
} from '../../compute/transfer-kernels.js';
import { linear } from './linear.js';
import { spatialMean } from './spatial-mean.js';

/**
 * What a transfer module makes of feature maps, or of the squeezed vectors in their place: s_k, and the gates g·σ(e_k). Gate
 * means stay.
 *
 * @param seen [batch, …, channels] or [batch, channels] a branch
 * @param without a branch whose gate is not wanted; null for none
 */
export function transferGates(
  seen: readonly tf.Tensor[],
  weights: TransferWeights,
  gateScale: number,
  without: number | null = null,
): MadeGates {
  if (hasGatesKernel(seen)) {
    return fusedGates(seen, weights, gateScale, without);
  }
  const squeezed = seen.map(spatialMean);
  const joint = jointVectors(squeezed, weights);
  const gates = weights.excitations.map(({ kernel, bias }, branch) =>
    branch === without ? null : gateOf(linear(joint, kernel, bias), gateScale),
  );
  return { squeezed, gates };
}

/** z = relu([s_0, …]·W_sq + b_sq): [batch, width] */
export function jointVectors(
  squeezed: readonly tf.Tensor2D[],
  { squeezeKernel, squeezeBias }: TransferWeights,
): tf.Tensor2D {
  return tf.relu(linear(tf.concat([...squeezed], 1), squeezeKernel, squeezeBias));
}

/** g·σ(e_k) */
export function gateOf(excitation: tf.Tensor2D, gateScale: number): tf.Tensor2D {
  return tf.mul(tf.sigmoid(excitation), gateScale);
}
