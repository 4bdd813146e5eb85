import type * as tf from '@tensorflow/tfjs-core';
import {
  fusedTransfer,
  fusedTransferGradient,
  type GateMeans,
  type TransferOptions,
  type TransferWeights,
} from '../../compute/transfer-kernels.js';
import { withGradients } from './with-gradient.js';

/**
 * A transfer module in a training step, where the backend has kernels for it: the gated features of every branch. A frozen
 * branch's excitation layer is no input: it has no gradient at all.
 *
 * @param features [batch, …, channels] a branch
 * @param means take the batch in
 */
export function transfer(
  features: readonly tf.Tensor[],
  weights: TransferWeights,
  options: TransferOptions,
  means: GateMeans,
): tf.Tensor[] {
  const live = weights.excitations.filter((_, branch) => branch !== options.frozen);
  return withGradients(
    [
      ...features,
      weights.squeezeKernel,
      weights.squeezeBias,
      ...live.flatMap(({ kernel, bias }) => [kernel, bias]),
    ],
    (save) => {
      const { gated, record } = fusedTransfer(features, weights, options, means);
      save([record, ...features]);
      return gated;
    },
    // The weights are what they were: they are updated after the backward pass.
    (upstream, [record, ...saved]) =>
      fusedTransferGradient(saved, record, upstream, weights, options),
  );
}
