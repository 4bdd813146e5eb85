import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { MadeTensor, NodeBackend } from './native-binding.js';
import { NativeOperations } from './native-operations.js';

/** What a kernel is made of: operations on its inputs that give its outputs. */
export type Composition<Given> = (
  operations: NativeOperations,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: Given,
) => readonly MadeTensor[];

/** A kernel for tfjs-node, made of TensorFlow's operations. */
export function composeKernel<Given>(compose: Composition<Given>): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const operations = new NativeOperations(backend as NodeBackend);
    const named = inputs as Readonly<Record<string, TensorInfo>>;
    let kept: readonly MadeTensor[] = [];
    try {
      kept = compose(operations, named, attrs as Given);
    } catch (error) {
      operations.finish([]);
      throw error;
    }
    return operations.finish(kept);
  };
}
