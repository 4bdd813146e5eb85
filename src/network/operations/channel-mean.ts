import * as tf from '@tensorflow/tfjs-core';
import { spatialMean } from './spatial-mean.js';

/**
 * The mean over every dimension but the channels.
 *
 * In two levels, samples first: a float32 sum over all rows at once would lose digits. The second level is a product with
 * a row of weights, because plain matrix products are the fast path of every backend.
 *
 * @param x [batch, …, channels]
 * @returns [channels]
 */
export function channelMean(x: tf.Tensor): tf.Tensor1D {
  const means = spatialMean(x);
  const [batch, channels] = means.shape;
  return tf.reshape(tf.matMul(tf.fill<tf.Rank.R2>([1, batch], 1 / batch), means), [channels]);
}
