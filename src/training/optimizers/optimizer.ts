import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Parameter } from '../../network/parameter.js';
import type { TensorMap } from '../../record/checkpoint.js';
import { AdamOptimizer, adamConfiguration } from './adam.js';
import { OpaqueOptimizer, opaqueConfiguration } from './opaque.js';
import { SgdOptimizer, sgdConfiguration } from './sgd.js';

/** What a step is given that another one on the same parameters is not. */
export interface StepNumbers {
  /** Steps that differ in this are not the same operations. */
  readonly key: string;
  /** By the names that kernels have for them. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What turns gradients into new parameter values. A parameter without a gradient in a step is not touched in it. */
export interface Optimizer {
  /** The rate of the first step; NaN where it is unknown. */
  readonly initialRate: number;
  /**
   * Takes one step.
   *
   * @param gradients ∂L/∂θ by parameter name, each of its parameter's shape; the caller disposes them
   * @param learningRate the rate of this step
   */
  apply(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void;
  /**
   * What the next step on the parameters of these names is to be given by whoever repeats a former one. Missing, or null,
   * where it cannot be repeated.
   */
  foresee?(names: readonly string[], learningRate: number): StepNumbers | null;
  /** Takes note of a step on the parameters of these names that was such a repetition. */
  count?(names: readonly string[]): void;
  /** How many steps each parameter has seen, by name, as far as the rule depends on it. */
  readonly steps: Readonly<Record<string, number>>;
  /** The slots, named `<parameter>.<slot>`; null where the optimizer cannot give them. */
  exportSlots(): Promise<TensorMap | null>;
  /**
   * Continues from slots and step counts of a checkpoint.
   *
   * @throws Problem `weights` where a slot belongs to no parameter or has another shape
   */
  importSlots(slots: TensorMap, steps: Readonly<Record<string, number>>): Promise<void>;
  /** Frees the slots. */
  dispose(): void;
}

/** Schema of a resolved optimizer. */
export const optimizerConfiguration = z.discriminatedUnion('kind', [
  sgdConfiguration,
  adamConfiguration,
  opaqueConfiguration,
]);
export type OptimizerConfiguration = z.infer<typeof optimizerConfiguration>;

/** The optimizer that `configuration` describes, for `parameters`. */
export function createOptimizer(
  configuration: OptimizerConfiguration,
  parameters: readonly Parameter[],
): Optimizer {
  switch (configuration.kind) {
    case 'sgd':
      return new SgdOptimizer(configuration, parameters);
    case 'adam':
      return new AdamOptimizer(configuration, parameters);
    case 'opaque':
      return new OpaqueOptimizer(configuration, parameters);
  }
}
