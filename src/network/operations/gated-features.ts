import type * as tf from '@tensorflow/tfjs-core';
import { gateFeatures } from './gate-features.js';

/** Features and what they are still to be multiplied with, so that whoever takes them may do that on the way. */
export interface GatedFeatures {
  /** [batch, …, channels] */
  readonly features: tf.Tensor;
  /** [batch, channels]; null for nothing. */
  readonly gate: tf.Tensor2D | null;
}

/** Features that are not to be multiplied with anything. */
export function ungated(features: tf.Tensor): GatedFeatures {
  return { features, gate: null };
}

/** gate ⊙ features */
export function applyGate({ features, gate }: GatedFeatures): tf.Tensor {
  return gate === null ? features : gateFeatures(features, gate);
}
