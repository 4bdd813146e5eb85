import * as tf from '@tensorflow/tfjs-core';

/** What is used of tf's engine beside what it declares: `tf.customGrad` is the same for a single value. */
interface Engine {
  runKernelFunc(operation: {
    readonly inputs: tf.NamedTensorMap;
    readonly forwardFunc: (backend: unknown, save: tf.GradSaveFunc) => tf.Tensor[];
    readonly backwardsFunc: (
      upstream: tf.Tensor | tf.Tensor[],
      saved: tf.Tensor[],
    ) => Record<string, () => tf.Tensor>;
  }): tf.Tensor[];
}

/**
 * An operation with several values and a gradient of its own. Nothing inside `compute` is recorded for differentiation.
 *
 * @param inputs the tensors with respect to which it can be differentiated
 * @param compute the values; what it passes to `save` outlives the forward pass
 * @param gradient one gradient an input, given those of the values and what was saved, in that order
 */
export function withGradients(
  inputs: readonly tf.Tensor[],
  compute: (save: tf.GradSaveFunc) => tf.Tensor[],
  gradient: (upstream: tf.Tensor[], saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor[] {
  return (tf.engine() as unknown as Engine).runKernelFunc({
    inputs: Object.fromEntries(inputs.map((input, index) => [index, input])),
    forwardFunc: (_, save) => compute(save),
    backwardsFunc: (upstream, saved) => {
      const gradients = gradient([upstream].flat(), saved);
      return Object.fromEntries(gradients.map((one, index) => [index, () => one]));
    },
  });
}

/** The same for an operation with one value. */
export function withGradient<Value extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  compute: (save: tf.GradSaveFunc) => Value,
  gradient: (upstream: Value, saved: tf.Tensor[]) => tf.Tensor[],
): Value {
  const [value] = withGradients(
    inputs,
    (save) => [compute(save)],
    ([upstream], saved) => gradient(upstream as Value, saved),
  );
  return value as Value;
}
