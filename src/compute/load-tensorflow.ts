import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import { supportExplicitPadding } from './explicit-padding.js';
import { findInstalledPackage } from './installed-package.js';
import { shareTensorFlow } from './share-tensorflow.js';
import { shareThreads } from './tensorflow/share-threads.js';
import {
  registerTensorFlowNorms,
  registerTensorFlowTrainingKernels,
} from './tensorflow/training-kernels.js';
import { deferOperations } from './tensorflow/deferring/deferring-binding.js';
import type { NodeBackend } from './tensorflow/native-binding.js';
import type { LoadedBackend } from './loaded-backend.js';

/**
 * Loads @tensorflow/tfjs-node or @tensorflow/tfjs-node-gpu, which registers itself with this program's copy of tf.
 *
 * @throws Error where it is not installed, or where the GPU build computes on the CPU
 */
export async function loadTensorFlow(
  name: 'tensorflow' | 'tensorflow-gpu',
  searchPaths: readonly string[],
): Promise<LoadedBackend> {
  const installed = findInstalledPackage(name, searchPaths);
  if (!installed.found) {
    throw new Error(installed.reason);
  }
  // It would otherwise take all of the GPU's memory at once.
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  // Its notes on what it was built with would bury a reason why it fails.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  if (name === 'tensorflow') {
    shareThreads(os.availableParallelism());
  }
  await shareTensorFlow();
  const require = createRequire(installed.entry);
  restoreRemovedUtilities(require('node:util') as Record<string, unknown>);
  require(installed.entry);
  supportExplicitPadding('tensorflow');
  registerTensorFlowNorms();
  if (name === 'tensorflow') {
    registerTensorFlowTrainingKernels();
    deferOperations(tf.engine().findBackend('tensorflow') as unknown as NodeBackend);
  }
  return { describe: () => (name === 'tensorflow' ? describeCpu() : describeGpu()) };
}

/** Puts back what tfjs-node 4.22 calls and Node 23 has removed. */
export function restoreRemovedUtilities(utilities: Record<string, unknown>): void {
  utilities.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  utilities.isArray ??= Array.isArray;
}

function describeCpu(): string {
  return `CPU (TensorFlow, ${os.availableParallelism()} threads)`;
}

function describeGpu(): string {
  // It says nothing when it finds no GPU, and computes on the CPU.
  const backend = tf.backend() as { isUsingGpuDevice?: boolean };
  if (backend.isUsingGpuDevice !== true) {
    throw new Error(
      l10n.t('TensorFlow found no GPU that it can use, and would compute on the CPU.'),
    );
  }
  return gpuName() ?? 'GPU (CUDA)';
}

/** The name of the first GPU, as its driver's tool tells it. */
function gpuName(): string | undefined {
  try {
    const names = execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    return names.split('\n')[0].trim() || undefined;
  } catch {
    // Without the tool the device has no name here; that it is in use is known all the same.
    return undefined;
  }
}
