import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

interface Attributes {
  readonly share: number;
  readonly correction: number;
}

/** Overwrites the running mean and variance: see `follow` of the running moments. */
export const followMoments: Composition<Attributes> = (
  operations,
  inputs,
  { share, correction },
) => {
  const [ofBatch, spread, bias] = [inputs.batchMean, inputs.batchVariance, inputs.bias].map((x) =>
    operations.take(x),
  );
  move(operations, inputs.mean, operations.apply('AddV2', ofBatch, bias), share);
  const unbiased = operations.apply('Mul', spread, operations.number(correction));
  move(operations, inputs.variance, unbiased, share);
  return [];
};

/** Overwrites `running` by itself + (value − itself) · share, which is returned. */
export function move(
  operations: NativeOperations,
  running: TensorInfo,
  value: MadeTensor,
  share: number,
): MadeTensor {
  const former = operations.take(running);
  const change = operations.apply('Sub', value, former);
  const part = operations.apply('Mul', change, operations.number(share));
  const moved = operations.apply('AddV2', former, part);
  operations.overwrite(running, moved);
  return moved;
}
