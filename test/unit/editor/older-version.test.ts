import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { OlderVersions } from '../../../src/editor/lenses/older-version.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { runDescription } from '../record/run-description.js';

async function runOf(contents: Readonly<Record<string, string>>) {
  const directory = temporaryFolder();
  await mkdir(path.join(directory, 'model'));
  const copies = Object.keys(contents).map((name) => ({ original: `/models/${name}`, copy: name }));
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(path.join(directory, 'model', name), content);
  }
  const model = { file: '/models/a.multimodal.ts', copies, hash: '' };
  return { directory, description: runDescription({ model }) };
}

function present(contents: Readonly<Record<string, string>>) {
  return (file: string) => Promise.resolve(contents[path.basename(file)] ?? null);
}

const files = { 'a.multimodal.ts': 'one\ntwo\n', 'layers.ts': 'three\n' };

test.each([
  ['the same texts', files, false],
  [
    'other line ends and a byte-order mark',
    { ...files, 'a.multimodal.ts': '\uFEFFone\r\ntwo\r\n' },
    false,
  ],
  ['another text', { ...files, 'a.multimodal.ts': 'one\n' }, true],
  ['another imported text', { ...files, 'layers.ts': 'four\n' }, true],
  ['an imported file that is gone', { 'a.multimodal.ts': files['a.multimodal.ts'] }, true],
])('%s', async (_, now, isOlder) => {
  expect(await new OlderVersions(present(now)).isOlder(await runOf(files))).toBe(isOlder);
});

test('a run without copies is not held to anything', async () => {
  expect(await new OlderVersions(present({})).isOlder(await runOf({}))).toBe(false);
});

test('a run whose copies cannot be read is not held to anything', async () => {
  const run = await runOf(files);
  await rm(path.join(run.directory, 'model'), { recursive: true });
  expect(await new OlderVersions(present({})).isOlder(run)).toBe(false);
});
