import * as tf from '@tensorflow/tfjs-core';
import { convolvePacked, hasPackedFilters, packFilter } from '../../compute/packed-convolution.js';
import type { FoldedStage } from '../built-stage.js';
import { applyGate } from './gated-features.js';

/**
 * relu(convolution + bias) for several passes in evaluation. Where the backend lays the filter out anew for every
 * convolution that is done once for all of them, and features are gated on their way into it.
 *
 * @param filter [height, width, in, out]
 * @param bias [out]
 * @param pad zeros on every side of the image
 */
export function foldedConvolution(
  filter: tf.Tensor4D,
  bias: tf.Tensor1D,
  strides: number,
  pad: number,
): FoldedStage {
  if (hasPackedFilters()) {
    const packed = packFilter(filter);
    const convolution = { filterShape: filter.shape, strides, pad };
    return {
      tensors: [packed, bias],
      apply: ({ features, gate }) => convolvePacked(features, gate, packed, bias, convolution),
    };
  }
  return {
    tensors: [filter, bias],
    apply: (x) =>
      tf.fused.conv2d({
        x: applyGate(x) as tf.Tensor4D,
        filter,
        strides,
        pad,
        bias,
        activation: 'relu',
      }),
  };
}
