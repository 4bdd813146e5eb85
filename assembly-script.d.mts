import type { Plugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vite';

/** For esbuild: makes the modules `assembly/kernels.wasm` and `assembly/kernels-relaxed.wasm`. */
export const assemblyScript: Plugin;

/** The same for Vite, and so for the test runner. */
export const assemblyScriptInVite: VitePlugin;
