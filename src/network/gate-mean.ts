import * as tf from '@tensorflow/tfjs-core';
import { channelMean } from './operations/channel-mean.js';
import type { MmtmSpecification } from './specification.js';

/** How a gate is made of an excitation: see {@link MmtmSpecification}. */
export type GateOptions = Pick<MmtmSpecification, 'gateScale' | 'frozenGate'>;

/**
 * One gate's running mean over the training samples visited so far, from which the constant of a re-balancing step is
 * made (paper, balanced training): of the excitation e_k, or of σ(e_k) with `mean-of-sigmoid` (published code).
 */
export class GateMean {
  readonly #mean: tf.Variable;
  readonly #options: GateOptions;

  /** @param mean [channels], kept with the weights */
  constructor(mean: tf.Variable, options: GateOptions) {
    this.#mean = mean;
    this.#options = options;
  }

  /**
   * Takes a training batch in: mean += (batch mean − mean)·n/(seen + n). No gradient flows through it: the constant is
   * read from the variable, not from the excitation.
   *
   * @param excitation [batch, channels]
   * @param seen how many samples the mean covers so far
   */
  include(excitation: tf.Tensor2D, seen: number): void {
    const count = excitation.shape[0];
    const ofSigmoid = this.#options.frozenGate === 'mean-of-sigmoid';
    const batchMean = channelMean(ofSigmoid ? tf.sigmoid(excitation) : excitation);
    const change = tf.mul(tf.sub(batchMean, this.#mean), count / (seen + count));
    this.#mean.assign(tf.add(this.#mean, change));
  }

  /** The frozen gate for `batch` samples: g·σ(mean e_k), or g·mean σ(e_k); [batch, channels]. */
  frozen(batch: number): tf.Tensor2D {
    const { gateScale, frozenGate } = this.#options;
    const constant = frozenGate === 'mean-of-sigmoid' ? this.#mean : tf.sigmoid(this.#mean);
    return tf.mul(constant, tf.fill<tf.Rank.R2>([batch, 1], gateScale));
  }
}
