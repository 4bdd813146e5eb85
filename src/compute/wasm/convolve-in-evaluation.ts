import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { PackedConvolution } from '../packed-convolution.js';
import { packForwardFilter, slideForward } from './conv2d.js';
import { convolutionGeometry } from './convolution.js';
import { composeKernel } from './kernel-scope.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly packed: TensorInfo;
  readonly bias: TensorInfo;
  /** Missing for none. */
  readonly gate?: TensorInfo;
}

/** A filter as {@link convolveInEvaluation} takes it. */
export const packFilter = composeKernel((scope, { filter }: { readonly filter: TensorInfo }) =>
  packForwardFilter(scope, filter),
);

/** See `convolvePacked`. The input is gated while it is copied with its padding, so that it is written nowhere else (ours). */
export const convolveInEvaluation = composeKernel(
  (scope, { x, packed, bias, gate }: Inputs, { filterShape, strides, pad }: PackedConvolution) => {
    const geometry = convolutionGeometry(x.shape, filterShape, { strides, pad });
    const input = { x, gate: gate ?? null };
    return slideForward(scope, geometry, input, { packed, bias, relu: true });
  },
);
