import type * as tf from '@tensorflow/tfjs-core';

/**
 * Which group of the paper a parameter belongs to: θ_k (`branch`: stages, normalisation, head of branch k), or the fusion
 * parameters: `excitation` layers each feed one branch, `squeeze` layers feed every branch.
 */
export type ParameterRole =
  | { readonly kind: 'branch'; readonly branch: number }
  | { readonly kind: 'excitation'; readonly module: number; readonly branch: number }
  | { readonly kind: 'squeeze'; readonly module: number };

/**
 * A trained tensor of the network. `name` is stable (checkpoints use it); `variable.name` is tf's own, unique among all
 * living variables, and the key under which `tf.variableGrads` returns the gradient.
 */
export interface Parameter {
  readonly name: string;
  readonly variable: tf.Variable;
  readonly role: ParameterRole;
}

/** A tensor that is not trained but kept with the weights: batch-norm running statistics and gate means. */
export interface Statistic {
  readonly name: string;
  readonly variable: tf.Variable;
}
