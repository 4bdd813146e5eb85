import * as tf from '@tensorflow/tfjs-core';
import { fusedCrossEntropy, hasCrossEntropy } from '../compute/fused-kernels.js';
import { withGradient } from '../network/operations/with-gradient.js';

/**
 * The training loss (paper): Σ_k CE(y, ŷ_k), each the mean over the batch, nats.
 *
 * @param logits one [batch, classes] a branch; null for a branch that was not computed
 * @param labels [batch, classes], one-hot
 */
export function totalLoss(logits: readonly (tf.Tensor2D | null)[], labels: tf.Tensor2D): tf.Scalar {
  const losses = logits.filter((one) => one !== null).map((one) => crossEntropy(one, labels));
  return losses.length === 1 ? losses[0] : tf.addN(losses);
}

/** Labels as [batch, classes], 1 at the class and 0 elsewhere. */
export function oneHot(labels: Int32Array, classCount: number): tf.Tensor2D {
  const values = new Float32Array(labels.length * classCount);
  labels.forEach((label, sample) => {
    values[sample * classCount + label] = 1;
  });
  return tf.tensor2d(values, [labels.length, classCount], 'float32');
}

/** Mean cross-entropy with the logarithm of the softmax taken directly, so that large logits stay finite. */
function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
  if (hasCrossEntropy()) {
    return withGradient<tf.Scalar>(
      [logits],
      (save) => {
        const { mean, gradient } = fusedCrossEntropy(logits, labels);
        save([gradient]);
        return mean;
      },
      (upstream, [gradient]) => [tf.mul(gradient, upstream)],
    );
  }
  const mean = tf.customGrad((given, labelsGiven, save) => {
    const values = given as tf.Tensor2D;
    const target = labelsGiven as tf.Tensor2D;
    const remember = save as tf.GradSaveFunc;
    const shifted = tf.sub(values, tf.max(values, 1, true));
    const logProbabilities = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    remember([logProbabilities, target]);
    return {
      value: tf.div(tf.sum(tf.mul(logProbabilities, target)), -values.shape[0]),
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) => {
        const [logs, chosen] = saved;
        // Nothing asks for the gradient with respect to the labels.
        return [tf.mul(tf.sub(tf.exp(logs), chosen), tf.div(upstream, logs.shape[0])), chosen];
      },
    };
  });
  return mean(logits, labels) as tf.Scalar;
}
