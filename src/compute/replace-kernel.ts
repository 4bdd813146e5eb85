import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';

/** Registers `kernelFunc` as a kernel of a backend, in place of the one it may have. */
export function replaceKernel(
  backendName: string,
  kernelName: string,
  kernelFunc: KernelFunc,
): void {
  const present = findKernel(backendName, kernelName);
  if (present !== undefined) {
    unregisterKernel(kernelName, backendName);
  }
  // The backend's own set-up stays: wasm's binds the function in the module that the original calls.
  registerKernel({ ...present, kernelName, backendName, kernelFunc });
}

/** A kernel of a backend; undefined where it has none of this name, which the declared type of getKernel hides. */
export function findKernel(backendName: string, kernelName: string): KernelConfig | undefined {
  return getKernel(kernelName, backendName);
}
