import * as tf from '@tensorflow/tfjs-core';

/**
 * An operation with a gradient of its own: what {@link tf.customGrad} does, typed. Nothing inside `compute` is recorded
 * for differentiation.
 *
 * @param inputs the tensors with respect to which it can be differentiated
 * @param compute the value; what it passes to `save` outlives the forward pass
 * @param gradient one gradient an input, given that of the value and what was saved, in that order
 */
export function withGradient<Value extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  compute: (save: tf.GradSaveFunc) => Value,
  gradient: (upstream: Value, saved: tf.Tensor[]) => tf.Tensor[],
): Value {
  const operation = tf.customGrad<Value>((...given) => {
    const save = given.find((argument) => typeof argument === 'function');
    if (save === undefined) {
      throw new Error('tf.customGrad passed no save function.');
    }
    return { value: compute(save), gradFunc: gradient };
  });
  return operation(...inputs);
}
