import { build } from 'esbuild';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const entry = 'src/extension.ts';

/** What is loaded when the bundle of `entry` is, dynamic imports left out. */
async function loadedAtOnce(): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (!loaded.has(file)) {
      loaded.add(file);
      for (const { path: imported, kind, external } of metafile.inputs[file]?.imports ?? []) {
        if (external !== true && kind !== 'dynamic-import') {
          load(imported);
        }
      }
    }
  };
  load(entry);
  return [...loaded];
}

test('activating the extension loads its own small parts alone: no run, no process, and no package but the few lines of l10n', async () => {
  const loaded = await loadedAtOnce();
  expect(loaded.length).toBeGreaterThan(10);
  expect(loaded.filter((file) => file.includes('node_modules'))).toEqual([
    'node_modules/@vscode/l10n/dist/main.js',
  ]);
});
