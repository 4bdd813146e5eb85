import * as tf from '@tensorflow/tfjs-core';
import { spatialLayout } from './spatial-mean.js';

/**
 * scale ⊙ x + offset along the channels, then relu if asked for, in one pass: a depthwise 1×1 convolution. It has no
 * gradient: for use inside operations that bring their own.
 *
 * @param x [batch, …, channels]
 * @param scale [channels]
 * @param offset [channels]
 * @returns the shape of x
 */
export function channelAffine(
  x: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  activation: 'linear' | 'relu' = 'linear',
): tf.Tensor {
  const [batch, rows, channels] = spatialLayout(x.shape);
  const inputs = {
    x: tf.reshape(x, [batch, rows, 1, channels]),
    filter: tf.reshape(scale, [1, 1, channels, 1]),
    bias: offset,
  };
  const attributes: tf.FusedDepthwiseConv2DAttrs = {
    strides: 1,
    pad: 'valid',
    dataFormat: 'NHWC',
    dilations: 1,
    dimRoundingMode: 'floor',
    activation,
  };
  // tf.fused.depthwiseConv2d takes its slow, unfused way whenever a gradient is being recorded, even inside an operation
  // with a gradient of its own: hence the kernel itself.
  const result = tf
    .engine()
    .runKernel<tf.Tensor>(tf.FusedDepthwiseConv2D, inputs, { ...attributes });
  return tf.reshape(result, x.shape);
}
