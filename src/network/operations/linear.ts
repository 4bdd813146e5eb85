import * as tf from '@tensorflow/tfjs-core';

/** x·kernel + bias: x [batch, in], kernel [in, out], bias [out]. */
export function linear(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return tf.add(tf.matMul(x, kernel), bias);
}
