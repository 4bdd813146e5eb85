import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { NodeBackend } from './native-binding.js';

/**
 * Executes an operation of TensorFlow on float32 tensors.
 *
 * @param types names of its attributes that are the tensors' type
 * @param attributes the others; a number is a float
 * @param outputs how many tensors it gives
 */
export function execute(
  backend: KernelBackend,
  name: string,
  inputs: readonly TensorInfo[],
  outputs: number,
  types: readonly string[],
  attributes: Readonly<Record<string, number | string | boolean>> = {},
): Tensor[] {
  const node = backend as unknown as NodeBackend;
  const { binding } = node;
  const typeOf = (value: number | string | boolean): number => {
    if (typeof value === 'string') {
      return binding.TF_ATTR_STRING;
    }
    return typeof value === 'number' ? binding.TF_ATTR_FLOAT : binding.TF_ATTR_BOOL;
  };
  const all = [
    ...types.map((type) => ({ name: type, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT })),
    ...Object.entries(attributes).map(([key, value]) => ({
      name: key,
      type: typeOf(value),
      value,
    })),
  ];
  return node.executeMultipleOutputs(name, all, inputs, outputs);
}
