import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** The ids that the table of commands has, of an extension without parts and without a VS Code. */
async function tableOfCommands(): Promise<string[]> {
  const outfile = path.join(temporaryFolder(), 'commands.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/editor/commands.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { __VERSION__: '"0.0.0"' },
    plugins: [
      {
        name: 'without-vscode',
        setup: (building) => {
          building.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'none' }));
          building.onLoad({ filter: /.*/, namespace: 'none' }, () => ({
            contents: 'module.exports = {};',
            loader: 'js',
          }));
        },
      },
    ],
    logLevel: 'error',
  });
  const { commandTable } = createRequire(import.meta.url)(outfile) as {
    commandTable: (parts: object) => object;
  };
  return Object.keys(commandTable({}));
}

const manifest = z.object({
  contributes: z.object({ commands: z.array(z.object({ command: z.string() })) }),
});

test('every command that package.json declares does something, and no other is registered', async () => {
  const json = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as unknown;
  const declared = manifest.parse(json).contributes.commands.map(({ command }) => command);
  expect((await tableOfCommands()).sort()).toEqual(declared.sort());
});
