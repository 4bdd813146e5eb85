import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
// Registers the gradients: tfjs-core's bundle for Node has none.
import '@tensorflow/tfjs-layers';
import type { BackendName, Device } from '../record/run.js';
import { loadCpu } from './load-cpu.js';
import type { LoadedBackend } from './loaded-backend.js';
import { loadTensorFlow } from './load-tensorflow.js';
import { loadWasm } from './load-wasm.js';
import { loadWebGpu } from './load-webgpu.js';

/** A backend that computes in this process. */
export interface StartedBackend {
  readonly device: Device;
  /** Whether a graphics interface is only imitated in software: correct, and slower than any other backend. */
  readonly imitated: boolean;
}

/**
 * Loads one backend into this process and makes it tf's current one.
 *
 * @param searchPaths folders from which packages that are not part of Modality Lens are looked for
 * @throws Error whose message is the reason, where it is not installed or does not start
 */
export async function startBackend(
  name: BackendName,
  searchPaths: readonly string[] = [],
): Promise<StartedBackend> {
  const { complete, describe, imitated = false } = await load(name, searchPaths);
  if (!(await tf.setBackend(name === 'tensorflow-gpu' ? 'tensorflow' : name))) {
    throw new Error(l10n.t('It is installed, but does not start.'));
  }
  await tf.ready();
  await complete?.();
  return { device: { backend: name, description: describe() }, imitated };
}

async function load(name: BackendName, searchPaths: readonly string[]): Promise<LoadedBackend> {
  switch (name) {
    case 'tensorflow-gpu':
    case 'tensorflow':
      return loadTensorFlow(name, searchPaths);
    case 'webgpu':
      return loadWebGpu(searchPaths);
    case 'wasm':
      return loadWasm();
    case 'cpu':
      return loadCpu();
  }
}
