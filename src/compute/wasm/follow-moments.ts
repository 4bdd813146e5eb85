import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

/** All [channels]. */
interface Inputs {
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
  readonly batchMean: TensorInfo;
  readonly batchVariance: TensorInfo;
  readonly bias: TensorInfo;
}

interface Attributes {
  readonly share: number;
  readonly correction: number;
}

/** Overwrites the running mean and variance, see `follow`; it has no output. */
export const followMoments = composeKernel(
  (scope, inputs: Inputs, { share, correction }: Attributes) => {
    const [mean, variance] = [scope.values(inputs.mean), scope.values(inputs.variance)];
    const [ofBatch, spread] = [inputs.batchMean, inputs.batchVariance].map((x) => scope.values(x));
    const bias = scope.values(inputs.bias);
    for (let channel = 0; channel < mean.length; channel += 1) {
      mean[channel] += (ofBatch[channel] + bias[channel] - mean[channel]) * share;
      variance[channel] += (spread[channel] * correction - variance[channel]) * share;
    }
    scope.overwritten(inputs.mean);
    scope.overwritten(inputs.variance);
    return [];
  },
);
