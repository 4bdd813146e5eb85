import * as tf from '@tensorflow/tfjs-core';
import type { BuiltStage, FoldedStage } from './built-stage.js';
import { Normalization } from './normalization.js';
import { foldedConvolution } from './operations/folded-convolution.js';
import type { ParameterRole } from './parameter.js';
import type { ConvolutionStage } from './specification.js';
import type { Weights } from './weights.js';

const size = 3;
const padding = 1;

/** The shape of one sample after `stage`; `input` is [height, width, channels]. */
export function convolvedShape(stage: ConvolutionStage, input: readonly number[]): number[] {
  const [height, width] = input.map((length) =>
    Math.floor((length + 2 * padding - size) / stage.stride + 1),
  );
  return [height, width, stage.filters];
}

/**
 * 3×3 convolution with symmetric zero padding 1, bias, batch norm, relu. Kernel [3, 3, in, out], the rest [out].
 *
 * Padding is explicit because tf's 'same' pads (0, 1) at stride 2, which would fit no weights carried over from PyTorch.
 */
export class BuiltConvolution implements BuiltStage {
  readonly #stride: number;
  readonly #kernel: tf.Variable<tf.Rank.R4>;
  readonly #bias: tf.Variable;
  readonly #normalization: Normalization;

  constructor(
    weights: Weights,
    name: string,
    role: ParameterRole,
    stage: ConvolutionStage,
    channels: number,
  ) {
    const fanIn = size * size * channels;
    this.#stride = stage.stride;
    this.#kernel = weights.drawn<tf.Rank.R4>(
      `${name}.convolution.kernel`,
      role,
      [size, size, channels, stage.filters],
      fanIn,
    );
    this.#bias = weights.drawn<tf.Rank.R1>(
      `${name}.convolution.bias`,
      role,
      [stage.filters],
      fanIn,
    );
    this.#normalization = new Normalization(weights, `${name}.normalization`, role, stage.filters);
  }

  train(x: tf.Tensor4D): tf.Tensor {
    const features = tf.conv2d(x, this.#kernel, this.#stride, padding);
    return this.#normalization.inTraining(features, this.#bias);
  }

  fold(): FoldedStage {
    const { scale, offset } = this.#normalization.inEvaluation(this.#bias);
    const filter = tf.mul<tf.Tensor4D>(this.#kernel, scale);
    return foldedConvolution(filter, offset, this.#stride, padding);
  }
}
