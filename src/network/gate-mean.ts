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
  readonly variable: tf.Variable;
  readonly #options: GateOptions;

  /** @param variable [channels], kept with the weights */
  constructor(variable: tf.Variable, options: GateOptions) {
    this.variable = variable;
    this.#options = options;
  }

  /** Whether the mean is of σ(e_k). */
  get ofSigmoid(): boolean {
    return this.#options.frozenGate === 'mean-of-sigmoid';
  }

  /**
   * Takes a training batch in: mean += (batch mean − mean)·n/(seen + n). No gradient flows through it: the constant is
   * read from the variable, not from the excitation.
   *
   * @param excitation [batch, channels]
   * @param seen how many samples the mean covers so far
   */
  include(excitation: tf.Tensor2D, seen: number): void {
    const batchMean = channelMean(this.ofSigmoid ? tf.sigmoid(excitation) : excitation);
    const share = shareOfBatch(excitation.shape[0], seen);
    const change = tf.mul(tf.sub(batchMean, this.variable), share);
    this.variable.assign(tf.add(this.variable, change));
  }

  /** The frozen gate for `batch` samples: g·σ(mean e_k), or g·mean σ(e_k); [batch, channels]. */
  frozen(batch: number): tf.Tensor2D {
    const { gateScale } = this.#options;
    const constant = this.ofSigmoid ? this.variable : tf.sigmoid(this.variable);
    return tf.mul(constant, tf.fill<tf.Rank.R2>([batch, 1], gateScale));
  }
}

/** How much of a mean over all samples is the mean of the `count` that come to the `seen` ones. */
export function shareOfBatch(count: number, seen: number): number {
  return count / (seen + count);
}
