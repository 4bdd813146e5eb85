import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, test } from 'vitest';
import { expectSameOnWasm, startBothBackends, values } from './both-backends.js';

type Layer = layers.Layer;

const image = { inputShape: [8, 7, 3] };
const sequence = { inputShape: [7, 4] };
const vector = { inputShape: [6] };

/** A layer with parameters in front, so that a gradient has to pass through the one that is tried. */
const onImage = (layer: Layer): Layer[] => [
  layers.conv2d({ filters: 4, kernelSize: 1, ...image }),
  layer,
];
const onSequence = (layer: Layer): Layer[] => [
  layers.conv1d({ filters: 4, kernelSize: 1, ...sequence }),
  layer,
];
const onVector = (layer: Layer): Layer[] => [layers.dense({ units: 5, ...vector }), layer];

const models: Record<string, () => Layer[]> = {
  dense: () => onVector(layers.dense({ units: 3, activation: 'tanh' })),
  'dense, elu': () => onVector(layers.dense({ units: 3, activation: 'elu' })),
  'dense, selu': () => onVector(layers.dense({ units: 3, activation: 'selu' })),
  'dense, relu6': () => onVector(layers.dense({ units: 3, activation: 'relu6' })),
  'dense, softplus': () => onVector(layers.dense({ units: 3, activation: 'softplus' })),
  'dense, softsign': () => onVector(layers.dense({ units: 3, activation: 'softsign' })),
  'dense, swish': () => onVector(layers.dense({ units: 3, activation: 'swish' })),
  'dense, mish': () => onVector(layers.dense({ units: 3, activation: 'mish' })),
  'dense, gelu': () => onVector(layers.dense({ units: 3, activation: 'gelu' })),
  'dense, softmax': () => onVector(layers.dense({ units: 3, activation: 'softmax' })),
  conv1d: () => onSequence(layers.conv1d({ filters: 2, kernelSize: 3, activation: 'relu' })),
  conv2d: () => onImage(layers.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same' })),
  conv2dTranspose: () => onImage(layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 })),
  depthwiseConv2d: () =>
    onImage(layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthMultiplier: 2 })),
  separableConv2d: () => onImage(layers.separableConv2d({ filters: 3, kernelSize: 3 })),
  maxPooling1d: () => onSequence(layers.maxPooling1d({ poolSize: 2 })),
  maxPooling2d: () => onImage(layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })),
  averagePooling1d: () => onSequence(layers.averagePooling1d({ poolSize: 2 })),
  averagePooling2d: () => onImage(layers.averagePooling2d({ poolSize: 2 })),
  globalAveragePooling1d: () => onSequence(layers.globalAveragePooling1d({})),
  globalAveragePooling2d: () => onImage(layers.globalAveragePooling2d({})),
  globalMaxPooling2d: () => onImage(layers.globalMaxPooling2d({})),
  batchNormalization: () => onImage(layers.batchNormalization()),
  'batchNormalization of vectors': () => onVector(layers.batchNormalization()),
  layerNormalization: () => onVector(layers.layerNormalization()),
  dropout: () => onVector(layers.dropout({ rate: 0.5, seed: 3 })),
  flatten: () => [...onImage(layers.flatten()), layers.dense({ units: 2 })],
  leakyReLU: () => onVector(layers.leakyReLU()),
  prelu: () => onVector(layers.prelu({})),
  embedding: () => [layers.embedding({ inputDim: 5, outputDim: 4, inputLength: 7 })],
  simpleRNN: () => onSequence(layers.simpleRNN({ units: 3 })),
  lstm: () => onSequence(layers.lstm({ units: 3, returnSequences: true })),
  gru: () => onSequence(layers.gru({ units: 3 })),
  zeroPadding2d: () => onImage(layers.zeroPadding2d()),
};

/** Output of a model, and the gradient of ⟨output, fixed weights⟩ to every parameter. */
function outputAndGradients(make: () => Layer[]): tf.Tensor[] {
  const model = sequential({ layers: make() });
  const [{ shape }] = model.inputs;
  const input = values(
    shape.map((size) => size ?? 3),
    1,
  );
  const isEmbedding = model.layers[0].getClassName() === 'Embedding';
  const x = isEmbedding ? tf.floor(tf.mul(tf.add(input, 1), 2.5)) : input;
  model.setWeights(
    model.getWeights().map((weights, index) => tf.add(values(weights.shape, index), 0.2)),
  );
  const parameters = model.trainableWeights
    .map((weights) => weights.read())
    .filter((weights) => weights instanceof tf.Variable);
  let output = tf.scalar(0);
  const { value, grads } = tf.variableGrads(() => {
    output = tf.keep(model.apply(x, { training: true }) as tf.Scalar);
    return tf.sum(tf.mul(output, values(output.shape, 99)));
  }, parameters);
  const results = [output.clone(), value, ...parameters.map(({ name }) => grads[name])];
  output.dispose();
  model.dispose();
  return results;
}

beforeAll(startBothBackends);

describe('tf.layers on wasm', () => {
  test.each(Object.entries(models))('%s', async (_, make) => {
    await expectSameOnWasm(() => outputAndGradients(make));
  });
});
