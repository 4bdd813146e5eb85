import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LoadedBackend } from './loaded-backend.js';
import { threadCount } from './thread-count.js';
import { availableInstructions } from './wasm/assembly.js';
import { withSharedMemory } from './wasm/share-memory.js';
import { registerTrainingKernels } from './wasm/training-kernels.js';
import { workshopOf, type WasmBackend, type Workshop } from './wasm/workshop.js';

const binaryName = 'tfjs-backend-wasm-simd.wasm';

/**
 * Loads the embedded backend, its binary from beside this program's bundle, the kernels that it lacks, and threads that
 * share their work.
 *
 * @throws Error where WebAssembly has no SIMD here
 */
export async function loadWasm(): Promise<LoadedBackend> {
  if (availableInstructions() === null) {
    throw new Error(
      l10n.t('This processor, or this version of Node, has no SIMD instructions for WebAssembly.'),
    );
  }
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const binary = withSharedMemory(fs.readFileSync(path.join(binaryFolder(), binaryName)));
  const address = `data:application/wasm;base64,${Buffer.from(binary).toString('base64')}`;
  // It wants to know of all that it could choose from, and takes this one.
  const others = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
  setWasmPaths(Object.fromEntries([binaryName, ...others].map((name) => [name, address])), true);
  registerTrainingKernels();
  let refusal: string | null = null;
  return {
    complete: async () => {
      refusal = await workshop().employ(threadCount());
    },
    describe: () => describe(refusal),
  };
}

/** Where the WebAssembly binary lies: where the build copies it, or in their package when run from source. */
function binaryFolder(): string {
  if (fs.existsSync(path.join(__dirname, binaryName))) {
    return __dirname;
  }
  return path.dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));
}

function workshop(): Workshop {
  return workshopOf(tf.backend() as unknown as WasmBackend);
}

/** @param refusal why fewer threads compute than were asked for; null where all do */
function describe(refusal: string | null): string {
  const instructions = availableInstructions() === 'relaxed-simd' ? 'relaxed SIMD' : 'SIMD';
  const { threads } = workshop();
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  const missing = refusal === null ? '' : `; no more could be started: ${refusal}`;
  return `CPU (WebAssembly ${instructions}, ${count}${missing})`;
}
