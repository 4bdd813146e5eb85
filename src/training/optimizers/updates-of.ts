import type * as tf from '@tensorflow/tfjs-core';
import type { ParameterUpdate } from '../../compute/parameter-update.js';
import type { Parameter } from '../../network/parameter.js';
import type { Slots } from './slots.js';

/** What a step updates: the parameters that have a gradient in it, each with its slots of these names. */
export function updatesOf(
  parameters: readonly Parameter[],
  gradients: ReadonlyMap<string, tf.Tensor>,
  slots: Slots,
  names: readonly string[],
): ParameterUpdate[] {
  return parameters.flatMap((parameter) => {
    const gradient = gradients.get(parameter.name);
    if (gradient === undefined) {
      return [];
    }
    const own = names.map((name) => slots.get(parameter, name));
    return [{ parameter: parameter.variable, gradient, slots: own }];
  });
}
