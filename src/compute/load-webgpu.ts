import * as l10n from '@vscode/l10n';
import { pathToFileURL } from 'node:url';
import { findInstalledPackage } from './installed-package.js';
import type { LoadedBackend } from './loaded-backend.js';

/** What is used of the package `webgpu`: Dawn, the WebGPU of Chromium. */
interface Dawn {
  readonly create: (options: readonly string[]) => Gpu;
  readonly globals: object;
}

interface Gpu {
  requestAdapter(options: {
    readonly powerPreference: 'high-performance';
  }): Promise<Adapter | null>;
}

interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/** Names under which drivers that compute on the CPU are known. */
const imitations = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

let loading: Promise<LoadedBackend> | undefined;

/**
 * Loads the package `webgpu` and tf's backend on top of it, once: a second Dawn in the same process aborts it.
 *
 * @throws Error where the package is not installed, or no adapter is found
 */
export function loadWebGpu(searchPaths: readonly string[]): Promise<LoadedBackend> {
  loading ??= load(searchPaths);
  return loading;
}

async function load(searchPaths: readonly string[]): Promise<LoadedBackend> {
  const installed = findInstalledPackage('webgpu', searchPaths);
  if (!installed.found) {
    throw new Error(installed.reason);
  }
  const { create, globals } = (await import(pathToFileURL(installed.entry).href)) as Dawn;
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    throw new Error(l10n.t('No graphics driver that it can use was found.'));
  }
  Object.assign(globalThis, globals);
  offerToTensorFlow(gpu);
  // Registers itself only if it finds `navigator.gpu` while it loads.
  await import('@tensorflow/tfjs-backend-webgpu');
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const text = [vendor, architecture, device, description].join(' ');
  const imitated = isFallbackAdapter === true || imitations.test(text);
  const name = description || [vendor, architecture || device].filter(Boolean).join(' ') || 'GPU';
  return { imitated, describe: () => (imitated ? `${name} (in software: no GPU)` : name) };
}

/** Puts the interface where browsers have it. Node 20 has no `navigator`, later versions one without `gpu`. */
function offerToTensorFlow(gpu: Gpu): void {
  const holder = globalThis as { navigator?: object };
  if (holder.navigator === undefined) {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  }
  Object.defineProperty(holder.navigator, 'gpu', { value: gpu, configurable: true });
}
