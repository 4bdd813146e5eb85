import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.js';

/**
 * x·kernel + bias.
 *
 * Its gradient transposes before it multiplies: products with transposed operands are an order of magnitude slower than
 * plain ones on wasm, and so are sums over the leading axis.
 *
 * @param x [batch, in]
 * @param kernel [in, out]
 * @param bias [out]
 * @returns [batch, out]
 */
export function linear(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, kernel, bias],
    (save) => {
      save([x, kernel]);
      return tf.fused.matMul({ a: x, b: kernel, bias }) as tf.Tensor2D;
    },
    (upstream, [savedX, savedKernel]) => [
      tf.matMul(upstream, tf.transpose(savedKernel)),
      tf.matMul(tf.transpose(savedX), upstream),
      tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, x.shape[0]]), upstream), bias.shape),
    ],
  );
}
