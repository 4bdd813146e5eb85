import * as tf from '@tensorflow/tfjs-core';
import { probeBackend } from '../../../src/compute/probe-backend.js';
import { startBackend } from '../../../src/compute/start-backend.js';
import { takeTrainingSteps } from './training-steps.js';

/** Loss and gradients of a convolution, a normalisation as batch norm's, and a dense layer. */
async function lossAndGradients(): Promise<number[][]> {
  const results = tf.tidy(() => {
    const values = (shape: number[], seed: number) =>
      tf.randomUniform(shape, -1, 1, 'float32', seed);
    const { value, grads } = tf.valueAndGrads(
      (x: tf.Tensor, filter: tf.Tensor, scale: tf.Tensor, dense: tf.Tensor) => {
        const features = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 1);
        const { mean, variance } = tf.moments(features, [0, 1, 2]);
        const normal = tf.mul(tf.sub(features, mean), tf.rsqrt(tf.add(variance, 1e-5)));
        const pooled = tf.mean<tf.Tensor2D>(tf.relu(tf.mul(normal, scale)), [1, 2]);
        const logits = tf.matMul(pooled, dense);
        return tf.mean(tf.square(tf.logSoftmax(logits)));
      },
    )([values([3, 5, 6, 2], 1), values([3, 3, 2, 4], 2), values([4], 3), values([4, 3], 4)]);
    return [value, ...grads];
  });
  const numbers = await Promise.all(results.map(async (x) => Array.from(await x.data())));
  tf.dispose(results);
  return numbers;
}

async function compute(): Promise<Record<string, number[]>> {
  const [loss, ...gradients] = await lossAndGradients();
  const named: Record<string, number[]> = { loss };
  gradients.forEach((values, index) => {
    named[`gradient ${index}`] = values;
  });
  return { ...named, ...(await takeTrainingSteps()) };
}

async function answer(): Promise<void> {
  const { device } = await probeBackend('webgpu', process.argv.slice(2));
  const webgpu = await compute();
  const left = tf.memory().numTensors;
  await startBackend('cpu');
  const cpu = await compute();
  process.send?.({ device, left, webgpu, cpu }, undefined, undefined, () => process.exit());
}

void answer();
