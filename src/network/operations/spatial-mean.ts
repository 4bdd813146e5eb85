import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.js';

/**
 * Global average pool: the mean over every dimension between batch and channels, whatever their number.
 *
 * @param x [batch, …, channels]; for a [batch, channels] there is nothing to average
 * @returns [batch, channels], a tensor of its own
 */
export function spatialMean(x: tf.Tensor): tf.Tensor2D {
  if (isMatrix(x)) {
    return tf.clone(x);
  }
  const [batch, rows, channels] = spatialLayout(x.shape);
  return withGradient(
    [x],
    () => tf.mean<tf.Tensor2D>(tf.reshape(x, [batch, rows, channels]), 1),
    (upstream) => {
      const share = tf.reshape(tf.div(upstream, rows), [batch, 1, channels]);
      return [tf.reshape(tf.mul(share, tf.fill([1, rows, 1], 1)), x.shape)];
    },
  );
}

/** [batch, rows, channels] of a tensor of shape [batch, …, channels], rows being all that lies between. */
export function spatialLayout(shape: readonly number[]): [number, number, number] {
  const [batch, channels] = [shape[0], shape[shape.length - 1]];
  return [batch, tf.util.sizeFromShape(shape.slice(1, -1)), channels];
}

function isMatrix(x: tf.Tensor): x is tf.Tensor2D {
  return x.rank === 2;
}
