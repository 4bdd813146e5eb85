import { expect, test } from 'vitest';
import { bundleExtension } from '../../../bundle-extension.mjs';

/** The sources in the files that are loaded when the extension is activated: those that are imported later left out. */
async function loadedAtOnce(): Promise<string[]> {
  const { outputs } = await bundleExtension(undefined, { logLevel: 'error' });
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (!loaded.has(file)) {
      loaded.add(file);
      for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
        if (external !== true && kind !== 'dynamic-import') {
          load(imported);
        }
      }
    }
  };
  load('dist/extension.js');
  return [...loaded].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
}

test('activating the extension reads its own small parts alone: no process, and no package but the few lines of l10n', async () => {
  const loaded = await loadedAtOnce();
  expect(loaded).toContain('src/extension.ts');
  expect(loaded.length).toBeGreaterThan(10);
  const packages = loaded.flatMap((file) => /node_modules.*/.exec(file) ?? []);
  expect(packages).toEqual(['node_modules/@vscode/l10n/dist/main.js']);
  expect(loaded.filter((file) => /^src\/(worker|model-file)\//.test(file))).toEqual([]);
});
