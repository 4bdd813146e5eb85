import * as tf from '@tensorflow/tfjs-core';
import { fusedGate, fusedGateGradient, hasFusedKernels } from '../../compute/fused-kernels.js';
import { spatialLayout, spatialMean } from './spatial-mean.js';
import { withGradient } from './with-gradient.js';

/**
 * gate ⊙ features, channel by channel of each sample (MMTM's recalibration of a feature map).
 *
 * @param features [batch, …, channels]
 * @param gate [batch, channels]
 * @returns the shape of `features`
 */
export function gateFeatures(features: tf.Tensor, gate: tf.Tensor2D): tf.Tensor {
  const [batch, rows, channels] = spatialLayout(features.shape);
  const spread = (vectors: tf.Tensor): tf.Tensor =>
    tf.reshape(vectors, [batch, ...features.shape.slice(1, -1).map(() => 1), channels]);
  return withGradient<tf.Tensor>(
    [features, gate],
    (save) => {
      save([features, gate]);
      return hasFusedKernels(features) ? fusedGate(features, gate) : tf.mul(features, spread(gate));
    },
    (dy, [x, savedGate]) => {
      if (hasFusedKernels(x)) {
        const { dx, dgate } = fusedGateGradient({ x, gate: savedGate, dy });
        return [dx, dgate];
      }
      return [tf.mul(dy, spread(savedGate)), tf.mul(spatialMean(tf.mul(dy, x)), rows)];
    },
  );
}
