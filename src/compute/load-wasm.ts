import * as tf from '@tensorflow/tfjs-core';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { LoadedBackend } from './loaded-backend.js';
import { registerTrainingKernels } from './wasm/training-kernels.js';

/** Loads the embedded backend, its binaries from beside this program's bundle, and the kernels that it lacks. */
export async function loadWasm(): Promise<LoadedBackend> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(binaryFolder() + path.sep);
  registerTrainingKernels();
  return { describe };
}

/** Where the WebAssembly binaries lie: where the build copies them, or in their package when run from source. */
function binaryFolder(): string {
  if (fs.existsSync(path.join(__dirname, 'tfjs-backend-wasm.wasm'))) {
    return __dirname;
  }
  return path.dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));
}

function describe(): string {
  const isSimd = tf.env().getBool('WASM_HAS_SIMD_SUPPORT');
  return `CPU (WebAssembly${isSimd ? ' SIMD' : ''}, 1 thread)`;
}
