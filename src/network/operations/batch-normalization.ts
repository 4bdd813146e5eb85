import * as tf from '@tensorflow/tfjs-core';
import { Problem } from '../../record/problem.js';
import { channelAffine } from './channel-affine.js';
import { channelMean } from './channel-mean.js';
import { spatialLayout } from './spatial-mean.js';
import { withGradient } from './with-gradient.js';

/** What is added to a variance before its root is taken: PyTorch's default. */
export const epsilon = 1e-5;

/** Tensors of shape [channels], alive only while they are handed over. */
export interface BatchMoments {
  readonly mean: tf.Tensor;
  /** Unbiased: what PyTorch's running variance is made of. */
  readonly variance: tf.Tensor;
}

/**
 * relu(batch norm(x + bias)) with this batch's own statistics, as in a training step.
 *
 * The bias cancels against the batch mean, so it is neither added nor differentiated: its gradient is exactly 0, and it
 * only enters the reported mean. Parameters have shape [channels].
 *
 * @param x [batch, …, channels], the output of a convolution or dense layer without its bias
 * @param report called once with the moments of x + bias, which are not recorded for differentiation
 * @returns the shape of x
 * @throws Problem `training` where there is only one value a channel, whose variance would be undefined
 */
export function normalizeBatch(
  x: tf.Tensor,
  { bias, scale, offset }: { bias: tf.Tensor; scale: tf.Tensor; offset: tf.Tensor },
  report: (moments: BatchMoments) => void,
): tf.Tensor {
  const [batch, rows] = spatialLayout(x.shape);
  const count = batch * rows;
  requireSeveral(count);
  return withGradient<tf.Tensor>(
    [x, bias, scale, offset],
    (save) => {
      const mean = channelMean(x);
      const centered = channelAffine(x, tf.onesLike(mean), tf.neg(mean));
      const variance = channelMean(tf.square(centered));
      report({ mean: tf.add(mean, bias), variance: tf.mul(variance, count / (count - 1)) });
      const precision = tf.rsqrt(tf.add(variance, epsilon));
      const value = channelAffine(centered, tf.mul(scale, precision), offset, 'relu');
      save([centered, precision, scale, value]);
      return value;
    },
    (upstream, saved) => normalizationGradients(upstream, saved, count),
  );
}

/** Gradients with respect to x, bias, scale and offset. */
function normalizationGradients(
  upstream: tf.Tensor,
  [centered, precision, scale, value]: tf.Tensor[],
  count: number,
): tf.Tensor[] {
  const passed = tf.mul(upstream, tf.step(value));
  const mean = channelMean(passed);
  const slope = tf.mul(channelMean(tf.mul(passed, centered)), precision);
  const factor = tf.mul(scale, precision);
  const alongX = tf.add(
    channelAffine(passed, factor, tf.neg(tf.mul(factor, mean))),
    channelAffine(centered, tf.neg(tf.mul(factor, tf.mul(precision, slope))), tf.zerosLike(mean)),
  );
  return [alongX, tf.zerosLike(mean), tf.mul(slope, count), tf.mul(mean, count)];
}

function requireSeveral(count: number): void {
  if (count < 2) {
    throw new Problem({
      code: 'training',
      what: 'Batch normalisation met a batch with a single value a channel, whose variance is undefined.',
      remedy:
        'Train with a batch size of 2 or more, and leave out a last batch of one sample (dropLastBatch: true).',
      entry: 'training.batchSize',
    });
  }
}
