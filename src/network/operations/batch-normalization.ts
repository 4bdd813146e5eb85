import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { Problem } from '../../record/problem.js';
import {
  fusedNormalization,
  fusedNormalizationGradient,
  hasFusedKernels,
  type NormalizationParameters,
  type NormalizedBatch,
} from '../../compute/fused-kernels.js';
import { follow, type RunningMoments } from '../../compute/running-moments.js';
import { channelMean } from './channel-mean.js';
import { spatialLayout } from './spatial-mean.js';
import { withGradient } from './with-gradient.js';

/** What is added to a variance before its root is taken: PyTorch's default. */
export const epsilon = 1e-5;

/**
 * relu(batch norm(x + bias)) with this batch's own statistics, as in a training step.
 *
 * The bias cancels against the batch mean, so it is neither added nor differentiated: its gradient is exactly 0, and it
 * only enters the running mean. Parameters have shape [channels].
 *
 * @param x [batch, …, channels], the output of a convolution or dense layer without its bias
 * @param running moved towards the moments of x + bias, which is not recorded for differentiation
 * @returns the shape of x
 * @throws Problem `training` where there is only one value a channel, whose variance would be undefined
 */
export function normalizeBatch(
  x: tf.Tensor,
  parameters: NormalizationParameters,
  running: RunningMoments,
): tf.Tensor {
  const { bias, scale, offset } = parameters;
  const [batch, rows] = spatialLayout(x.shape);
  const count = batch * rows;
  requireSeveral(count);
  return withGradient<tf.Tensor>(
    [x, bias, scale, offset],
    (save) => {
      const { value, mean, spread } = hasFusedKernels(x)
        ? fusedNormalization(x, parameters, running, epsilon)
        : normalize(x, parameters, running, count);
      save([x, value, mean, spread]);
      return value;
    },
    // The scale is what it was: it is updated after the backward pass.
    (upstream, saved) => normalizationGradients(upstream, scale, saved, count),
  );
}

/** The same as {@link fusedNormalization}, of tf's operations; the spread is 1/√(variance + epsilon). */
function normalize(
  x: tf.Tensor,
  { bias, scale, offset }: NormalizationParameters,
  running: RunningMoments,
  count: number,
): NormalizedBatch {
  const mean = channelMean(x);
  const centered = tf.sub(x, mean);
  const variance = channelMean(tf.square(centered));
  const precision = tf.rsqrt(tf.add(variance, epsilon));
  const value = tf.relu(tf.add(tf.mul(centered, tf.mul(scale, precision)), offset));
  follow(running, { mean, variance, bias, count });
  return { value, mean, spread: precision };
}

/** Gradients with respect to x, bias, scale and offset. */
function normalizationGradients(
  dy: tf.Tensor,
  scale: tf.Tensor,
  [x, y, mean, spread]: tf.Tensor[],
  count: number,
): tf.Tensor[] {
  if (hasFusedKernels(x)) {
    const inputs = { x, y, dy, mean, spread, scale };
    const { dx, dscale, doffset } = fusedNormalizationGradient(inputs, epsilon);
    return [dx, tf.zerosLike(mean), dscale, doffset];
  }
  const passed = tf.mul(dy, tf.step(y));
  const normalized = tf.mul(tf.sub(x, mean), spread);
  const meanPassed = channelMean(passed);
  const slope = channelMean(tf.mul(passed, normalized));
  const alongX = tf.sub(tf.sub(passed, meanPassed), tf.mul(normalized, slope));
  return [
    tf.mul(alongX, tf.mul(scale, spread)),
    tf.zerosLike(mean),
    tf.mul(slope, count),
    tf.mul(meanPassed, count),
  ];
}

function requireSeveral(count: number): void {
  if (count < 2) {
    throw new Problem({
      code: 'training',
      what: l10n.t(
        'Batch normalisation met a batch with a single value a channel, whose variance is undefined.',
      ),
      remedy: l10n.t(
        'Train with a batch size of 2 or more, and leave out a last batch of one sample (dropLastBatch: true).',
      ),
      entry: 'training.batchSize',
    });
  }
}
