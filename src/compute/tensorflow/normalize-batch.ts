import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

/** Stands in the gradient for the epsilon of the forward pass, of which precision is all that counts there. */
const gradientEpsilon = 1e-5;

const types = ['T', 'U'];
const manner = { data_format: 'NHWC', is_training: true };

/** relu(batch norm(x)) and what belongs to it: see `fusedNormalization`. */
export const normalizeBatch: Composition<{ readonly epsilon: number }> = (
  operations,
  { x, scale, offset },
  { epsilon },
) => {
  const [factor, shift] = [scale, offset].map((vector) => operations.take(vector));
  const [normalized, mean, unbiased] = operations.execute(
    'FusedBatchNormV3',
    [asImage(operations, x), factor, shift, operations.none(), operations.none()],
    types,
    { ...manner, epsilon },
    6,
  );
  const count = sizeOf(x.shape) / sizeOf(scale.shape);
  // One value a channel has no unbiased variance: TensorFlow then gives the biased one.
  const share = operations.number((count - 1) / Math.max(count, 1));
  const variance = operations.apply('Mul', unbiased, share);
  const value = operations.apply('Relu', normalized);
  const raised = operations.apply('AddV2', variance, operations.number(epsilon));
  return [inShapeOf(operations, value, x), mean, variance, operations.apply('Rsqrt', raised)];
};

/** See `fusedNormalizationGradient`. */
export const normalizeBatchGradient: Composition<unknown> = (operations, inputs) => {
  const { x, y, dy } = inputs;
  const [mean, precision, scale] = [inputs.mean, inputs.precision, inputs.scale].map((vector) =>
    operations.take(vector),
  );
  const gradients = [asImage(operations, dy), asImage(operations, y)];
  const passed = operations.apply('ReluGrad', ...gradients);
  const raised = operations.apply('Reciprocal', operations.apply('Square', precision));
  const variance = operations.apply('Sub', raised, operations.number(gradientEpsilon));
  const [dx, dscale, doffset] = operations.execute(
    'FusedBatchNormGradV3',
    [passed, asImage(operations, x), scale, mean, variance, operations.none()],
    types,
    { ...manner, epsilon: gradientEpsilon },
    5,
  );
  return [inShapeOf(operations, dx, x), dscale, doffset];
};

/** [batch, …, channels] as the four dimensions that TensorFlow's batch norm is for. */
function asImage(operations: NativeOperations, x: TensorInfo): MadeTensor {
  const { shape } = x;
  const taken = operations.take(x);
  if (shape.length === 4) {
    return taken;
  }
  const [batch, channels] = [shape[0], shape[shape.length - 1]];
  return operations.reshape(taken, [batch, sizeOf(shape) / batch / channels, 1, channels]);
}

function inShapeOf(
  operations: NativeOperations,
  made: MadeTensor,
  { shape }: TensorInfo,
): MadeTensor {
  return shape.length === 4 ? made : operations.reshape(made, shape);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
