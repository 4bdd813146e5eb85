import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LoadedBackend } from './loaded-backend.js';
import { availableInstructions } from './wasm/assembly.js';
import { registerTrainingKernels } from './wasm/training-kernels.js';

/**
 * Loads the embedded backend, its binary from beside this program's bundle, and the kernels that it lacks.
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
  setWasmPaths(binaryFolder() + path.sep);
  registerTrainingKernels();
  return { describe };
}

/** Where the WebAssembly binary lies: where the build copies it, or in their package when run from source. */
function binaryFolder(): string {
  if (fs.existsSync(path.join(__dirname, 'tfjs-backend-wasm-simd.wasm'))) {
    return __dirname;
  }
  return path.dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));
}

function describe(): string {
  const instructions = availableInstructions() === 'relaxed-simd' ? 'relaxed SIMD' : 'SIMD';
  return `CPU (WebAssembly ${instructions}, 1 thread)`;
}
