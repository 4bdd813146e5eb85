import type { KernelFunc, SumAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';
import { meanMiddleAxes, middleAxes, sumMiddleAxes } from './middle-axes.js';

interface Inputs {
  readonly x: TensorInfo;
}

/** Sum, fast where the last axis stays: gradients of biases and of everything that is broadcast over the batch. */
export function sumOver(original: KernelFunc): KernelFunc {
  return composeKernel((scope, { x }: Inputs, attributes: SumAttrs) => {
    const axes = middleAxes(x.shape, attributes.axis, attributes.keepDims);
    return axes === null || x.dtype !== 'float32'
      ? scope.call(original, { x }, { ...attributes })
      : sumMiddleAxes(scope, x, axes, 1);
  });
}

/** Mean, fast where the last axis stays: the statistics of batch norm, the global average pool. */
export function meanOver(original: KernelFunc): KernelFunc {
  return composeKernel((scope, { x }: Inputs, attributes: SumAttrs) => {
    const axes = middleAxes(x.shape, attributes.axis, attributes.keepDims);
    return axes === null || axes.reduced === 0 || x.dtype !== 'float32'
      ? scope.call(original, { x }, { ...attributes })
      : meanMiddleAxes(scope, x, axes);
  });
}
