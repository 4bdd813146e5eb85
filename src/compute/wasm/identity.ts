import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

/**
 * The same tensor again, sharing its memory: data never changes once it is written, and every tensor that is saved for a
 * gradient passes through here, where the backend's own kernel copies it.
 */
export const identity = composeKernel((scope, { x }: { readonly x: TensorInfo }) =>
  scope.reshape(x, x.shape),
);
