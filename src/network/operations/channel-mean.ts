import * as tf from '@tensorflow/tfjs-core';
import { spatialMean } from './spatial-mean.js';

/**
 * The mean over every dimension but the channels.
 *
 * In two levels, samples first: a float32 sum over all rows at once would lose digits.
 *
 * @param x [batch, …, channels]
 * @returns [channels]
 */
export function channelMean(x: tf.Tensor): tf.Tensor1D {
  return tf.mean<tf.Tensor1D>(spatialMean(x), 0);
}
