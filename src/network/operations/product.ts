import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.js';

/**
 * x·kernel.
 *
 * Its gradient transposes before it multiplies: products with transposed operands are an order of magnitude slower than
 * plain ones on wasm.
 *
 * @param x [batch, in]
 * @param kernel [in, out]
 * @returns [batch, out]
 */
export function product(x: tf.Tensor2D, kernel: tf.Tensor2D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, kernel],
    (save) => {
      save([x, kernel]);
      return tf.matMul(x, kernel);
    },
    (upstream, [savedX, savedKernel]) => [
      tf.matMul(upstream, tf.transpose(savedKernel)),
      tf.matMul(tf.transpose(savedX), upstream),
    ],
  );
}

/** x·kernel + bias; bias is [out]. */
export function linear(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return tf.add(product(x, kernel), bias);
}
