import * as tf from '@tensorflow/tfjs-core';
import { fusedKernels } from '../fused-kernels.js';
import { replaceKernel } from '../replace-kernel.js';
import { execute } from './execute.js';

type Inputs = Readonly<Record<string, tf.Tensor>>;

interface Attributes {
  readonly epsilon: number;
}

/** How tf calls a kernel: with tensors, where it is called by `runKernel`. */
interface KernelCall {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: tf.KernelBackend;
}

/** A kernel of tensors: what it makes on the way is disposed. */
type Composition = (
  backend: tf.KernelBackend,
  inputs: Inputs,
  attributes: Attributes,
) => tf.Tensor[];

/**
 * Registers the fused kernels for tfjs-node on the CPU, of TensorFlow's own fused batch norm and relu: composed of tf's
 * operations a step would pass over the features several times as often. On GPUs TensorFlow keeps other things between
 * forward and backward, so there they are not registered.
 */
export function registerTensorFlowTrainingKernels(): void {
  register({
    [fusedKernels.normalizeBatch]: normalizeBatch,
    [fusedKernels.normalizeBatchGradient]: normalizeBatchGradient,
    [fusedKernels.gateFeatures]: gateFeatures,
    [fusedKernels.gateFeaturesGradient]: gateFeaturesGradient,
  });
}

function register(kernels: Readonly<Record<string, Composition>>): void {
  for (const [name, compose] of Object.entries(kernels)) {
    replaceKernel('tensorflow', name, (call) =>
      tf.tidy(() => {
        const { inputs, attrs, backend } = call as unknown as KernelCall;
        return compose(backend, inputs, attrs);
      }),
    );
  }
}

/**
 * Registers the norms for tfjs-node, on the CPU and on GPUs: one operation of TensorFlow a tensor, where squares and their
 * sum are two, and the axes of the sum a tensor that is made for it.
 */
export function registerTensorFlowNorms(): void {
  register({ [fusedKernels.squaredNorms]: squaredNorms });
}

/** Stands in the gradient for the epsilon of the forward pass, of which precision is all that counts there. */
const gradientEpsilon = 1e-5;

function normalizeBatch(
  backend: tf.KernelBackend,
  { x, scale, offset }: Inputs,
  { epsilon }: Attributes,
): tf.Tensor[] {
  const none = tf.tensor1d([]);
  const [normalized, mean, unbiased] = execute(
    backend,
    'FusedBatchNormV3',
    [asImage(x), scale, offset, none, none],
    6,
    ['T', 'U'],
    { epsilon, data_format: 'NHWC', is_training: true },
  );
  const count = x.size / scale.size;
  // One value a channel has no unbiased variance: TensorFlow then gives the biased one.
  const variance = tf.mul(unbiased, (count - 1) / Math.max(count, 1));
  const [value] = execute(backend, 'Relu', [normalized], 1, ['T']);
  return [tf.reshape(value, x.shape), mean, variance, tf.rsqrt(tf.add(variance, epsilon))];
}

function normalizeBatchGradient(
  backend: tf.KernelBackend,
  { x, y, dy, mean, precision, scale }: Inputs,
): tf.Tensor[] {
  const [passed] = execute(backend, 'ReluGrad', [asImage(dy), asImage(y)], 1, ['T']);
  const variance = tf.sub(tf.reciprocal(tf.square(precision)), gradientEpsilon);
  const [dx, dscale, doffset] = execute(
    backend,
    'FusedBatchNormGradV3',
    [passed, asImage(x), scale, mean, variance, tf.tensor1d([])],
    5,
    ['T', 'U'],
    { epsilon: gradientEpsilon, data_format: 'NHWC', is_training: true },
  );
  return [tf.reshape(dx, x.shape), dscale, doffset];
}

function gateFeatures(_: tf.KernelBackend, { x, gate }: Inputs): tf.Tensor[] {
  return [tf.mul(x, alongRows(gate, x))];
}

function gateFeaturesGradient(_: tf.KernelBackend, { x, gate, dy }: Inputs): tf.Tensor[] {
  const [batch, channels] = gate.shape;
  const products = tf.reshape(tf.mul(dy, x), [batch, -1, channels]);
  return [tf.mul(dy, alongRows(gate, x)), tf.sum(products, 1)];
}

function squaredNorms(backend: tf.KernelBackend, inputs: Inputs): tf.Tensor[] {
  const halves = Object.values(inputs).flatMap((x) => execute(backend, 'L2Loss', [x], 1, ['T']));
  return [tf.mul(tf.stack(halves), 2)];
}

/** [batch, …, channels] as the four dimensions that TensorFlow's batch norm is for. */
function asImage(x: tf.Tensor): tf.Tensor {
  const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
  return tf.reshape(x, [batch, -1, 1, channels]);
}

/** [batch, channels] as [batch, 1 …, channels], as many dimensions as `x` has. */
function alongRows(gate: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const [batch, channels] = gate.shape;
  return tf.reshape(gate, [batch, ...x.shape.slice(1, -1).map(() => 1), channels]);
}
