import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findInstalledPackage } from '../../../src/compute/installed-package.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
});

async function install(files: string[]): Promise<string> {
  const root = path.join(folder, 'node_modules/@tensorflow/tfjs-node');
  for (const file of files) {
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), '{ "main": "dist/index.js" }');
  }
  return root;
}

test('a missing package is told from one without its native part', async () => {
  expect(findInstalledPackage('tensorflow', [folder])).toEqual({
    found: false,
    reason: 'The package @tensorflow/tfjs-node is not installed.',
  });
  await install(['package.json', 'dist/index.js']);
  expect(findInstalledPackage('tensorflow', [folder])).toEqual({
    found: false,
    reason:
      'The package @tensorflow/tfjs-node is installed without its native part: its install script has not run.',
  });
});

test('a complete package is found from below its folder', async () => {
  const root = await install(['package.json', 'dist/index.js', 'lib/napi-v8/tfjs_binding.node']);
  expect(findInstalledPackage('tensorflow', [path.join(folder, 'models/deep')])).toEqual({
    found: true,
    entry: path.join(root, 'dist/index.js'),
  });
});
