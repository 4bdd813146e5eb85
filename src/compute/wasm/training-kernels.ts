import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import { batchMatMul } from './batch-mat-mul.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './conv2d-backprop-input.js';
import { identity } from './identity.js';
import { meanOver, sumOver } from './sum-and-mean.js';

/** Kernels in place of what the backend has, or in addition to it. */
const kernels: Readonly<Record<string, KernelFunc>> = {
  Conv2DBackpropFilter: conv2DBackpropFilter,
  Conv2DBackpropInput: conv2DBackpropInput,
  Identity: identity,
};

/** Kernels that improve on the backend's own in some cases and leave it the others. */
const improvements: Readonly<Record<string, (original: KernelFunc) => KernelFunc>> = {
  BatchMatMul: batchMatMul,
  Mean: meanOver,
  Sum: sumOver,
};

/**
 * Gives the wasm backend the kernels that training needs and that it lacks, and faster ones where its own are slow.
 *
 * To be called once the backend's package is loaded, before or after the backend starts; again without effect.
 */
export function registerTrainingKernels(): void {
  if (findKernel('Conv2DBackpropFilter') !== undefined) {
    return;
  }
  for (const [name, kernel] of Object.entries(kernels)) {
    replaceKernel(name, kernel);
  }
  for (const [name, improve] of Object.entries(improvements)) {
    const original = findKernel(name);
    if (original !== undefined) {
      replaceKernel(name, improve(original.kernelFunc));
    }
  }
}

function replaceKernel(kernelName: string, kernelFunc: KernelFunc): void {
  const present = findKernel(kernelName);
  if (present !== undefined) {
    unregisterKernel(kernelName, 'wasm');
  }
  // The backend's own set-up stays: it binds the function in the wasm module that the original calls.
  registerKernel({ ...present, kernelName, backendName: 'wasm', kernelFunc });
}

function findKernel(name: string): KernelConfig | undefined {
  return getKernel(name, 'wasm');
}
