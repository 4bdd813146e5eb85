import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import { fetchPackage, inWords, type SetUpStep } from './fetch-package.js';
import { webGpuPackage } from './pinned-packages.js';
import type { SetUpTools } from './request.js';

/** The systems whose native part the package has, as it names its folders. */
const systems = ['darwin-universal', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

/**
 * Fetches the package `webgpu`, and keeps the native part of this system alone.
 *
 * @returns what it is made of
 * @throws Problem `backend` where the package has no native part for this system, or cannot be had
 */
export async function installWebGpu(
  step: SetUpStep,
  { registry, patience }: SetUpTools,
  { platform, arch }: { readonly platform: string; readonly arch: string } = process,
): Promise<string[]> {
  const system = `${platform}-${platform === 'darwin' ? 'universal' : arch}`;
  if (!systems.includes(system)) {
    throw new Problem({
      code: 'backend',
      what: l10n.t('{0} has no native part for {1}.', inWords(webGpuPackage), system),
      remedy: l10n.t('It has one for {0}; elsewhere train on another backend.', systems.join(', ')),
    });
  }
  const keep = (file: string): boolean => !file.includes('/') || file.startsWith(`dist/${system}/`);
  await fetchPackage(webGpuPackage, step, { registry, patience, keep });
  return [inWords(webGpuPackage)];
}
