import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';
import { once, Operation } from './operation.js';

const types = ['T', 'U'];
const manner = { data_format: 'NHWC', is_training: true };

/** By epsilon, then by the share of a batch in the running statistics. */
const forward = once((epsilon: number) =>
  once(
    (share: number) =>
      new Operation('FusedBatchNormV3', types, {
        ...manner,
        epsilon,
        exponential_avg_factor: share,
      }),
  ),
);
const backward = once(
  (epsilon: number) => new Operation('FusedBatchNormGradV3', types, { ...manner, epsilon }),
);

/** relu(batch norm(x)) and what belongs to it: see `fusedNormalization`. The spread is the mean of the squared deviations. */
export const normalizeBatch: Composition<{ readonly epsilon: number; readonly share: number }> = (
  operations,
  { x, bias, scale, offset, runningMean, runningVariance },
  { epsilon, share },
) => {
  const [shift, factor, summand] = [bias, scale, offset].map((vector) => operations.take(vector));
  // Where nothing of the former statistics is left, TensorFlow refuses to be given them.
  const former =
    share === 1
      ? [operations.none(), operations.none()]
      : [runningMean, runningVariance].map((vector) => operations.take(vector));
  const [normalized, movedMean, movedVariance, mean, spread] = operations.execute(
    forward(epsilon)(share),
    [asImage(operations, x), factor, summand, ...former],
    6,
  );
  const part = operations.apply('Mul', shift, operations.constant(share));
  operations.overwrite(runningMean, operations.apply('AddV2', movedMean, part));
  operations.overwrite(runningVariance, movedVariance);
  return [inShapeOf(operations, operations.apply('Relu', normalized), x), mean, spread];
};

/** See `fusedNormalizationGradient`. */
export const normalizeBatchGradient: Composition<{ readonly epsilon: number }> = (
  operations,
  { x, y, dy, ...inputs },
  { epsilon },
) => {
  const [mean, spread, scale] = [inputs.mean, inputs.spread, inputs.scale].map((vector) =>
    operations.take(vector),
  );
  const gradients = [asImage(operations, dy), asImage(operations, y)];
  const passed = operations.apply('ReluGrad', ...gradients);
  const [dx, dscale, doffset] = operations.execute(
    backward(epsilon),
    [passed, asImage(operations, x), scale, mean, spread, operations.none()],
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
