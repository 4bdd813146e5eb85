import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SetUpBackend } from './installed-backends.js';

/** The npm package of each backend that is not part of Modality Lens. */
export const backendPackages = {
  'tensorflow-gpu': '@tensorflow/tfjs-node-gpu',
  tensorflow: '@tensorflow/tfjs-node',
  webgpu: 'webgpu',
} as const satisfies Readonly<Record<SetUpBackend, string>>;

/** A package that was found, or why it cannot be used. */
export type InstalledPackage =
  | { readonly found: true; readonly entry: string }
  | { readonly found: false; readonly reason: string };

/**
 * Looks for a backend's package without loading it.
 *
 * @param searchPaths folders from which Node would look for it, before the one that this program lies in
 */
export function findInstalledPackage(
  backend: SetUpBackend,
  searchPaths: readonly string[],
): InstalledPackage {
  const name = backendPackages[backend];
  const entries = [...searchPaths, __dirname].flatMap((folder) => resolve(name, folder));
  const entry = entries.find((candidate) => backend === 'webgpu' || hasNativePart(candidate));
  if (entry !== undefined) {
    return { found: true, entry };
  }
  const reason =
    entries.length === 0
      ? l10n.t('The package {0} is not installed.', name)
      : l10n.t(
          'The package {0} is installed without its native part: its install script has not run.',
          name,
        );
  return { found: false, reason };
}

function resolve(name: string, folder: string): string[] {
  try {
    return [createRequire(path.join(folder, 'index.js')).resolve(name)];
  } catch {
    // Not to be found from this folder: that is the answer.
    return [];
  }
}

/** Whether the addon lies where tfjs-node looks for it: lib/napi-v<number>/ in the package's folder. */
export function hasNativePart(entry: string): boolean {
  const library = path.join(path.dirname(entry), '..', 'lib');
  return (
    fs.existsSync(library) &&
    fs
      .readdirSync(library)
      .some((folder) => fs.existsSync(path.join(library, folder, 'tfjs_binding.node')))
  );
}
