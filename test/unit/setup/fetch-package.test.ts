import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { fetchPackage } from '../../../src/setup/fetch-package.js';
import type { PinnedPackage } from '../../../src/setup/pinned-packages.js';
import { startRegistry, type Answer } from '../../support/registry-stub.js';
import { newStep, type TestStep } from './support/step.js';
import { tarball, type Entry, type Tarball } from './support/tarball.js';

const file = '/@some/thing/-/thing-1.2.3.tgz';
const good = tarball(['package.json', '{}'], ['dist/a.node', 'native'], ['dist/b.node', 'other']);

function pinned({ integrity }: Tarball): PinnedPackage {
  const most = { packed: 10_000, unpacked: 100 };
  return { name: '@some/thing', version: '1.2.3', integrity, most };
}

async function fetchFrom(
  answer: Answer,
  step: TestStep,
  { expected = good, patience = 20_000 } = {},
): Promise<string> {
  const { address } = await startRegistry(() => ({ [file]: answer }));
  return fetchPackage(pinned(expected), step, {
    ...{ registry: address, patience },
    keep: (name) => name !== 'dist/b.node',
  });
}

/** What lies in the step's folder and outside of the package. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

test('a package is unpacked into node_modules, without what is not wanted, and its progress told', async () => {
  const step = newStep();
  const folder = await fetchFrom({ bytes: good.bytes }, step);
  expect(folder).toBe(path.join(step.folder, 'node_modules', '@some', 'thing'));
  expect(readFileSync(path.join(folder, 'dist', 'a.node'), 'utf8')).toBe('native');
  expect(existsSync(path.join(folder, 'dist', 'b.node'))).toBe(false);
  expect(existsSync(path.join(step.folder, 'package.tgz'))).toBe(false);
  const { length } = good.bytes;
  expect(step.progress).toContainEqual({
    ...{ stage: 'downloading', what: '@some/thing 1.2.3', received: length, total: length },
  });
});

test.each<[string, Answer, RegExp]>([
  ['other bytes', { bytes: tarball(['package.json', '[]']).bytes }, /not the package.*checksum/],
  ['too many bytes', { bytes: new Uint8Array(20_000) }, /more than 10000 bytes/],
  ['a cut connection', { cut: good.bytes }, /could not be downloaded/],
  ['a refusal', { status: 403 }, /refused: 403 .*wants to know who asks/],
  ['nothing of that name', { status: 404 }, /refused: 404/],
])('from %s nothing is unpacked, and a problem says so', async (_, answer, what) => {
  const step = newStep();
  await expect(fetchFrom(answer, step)).rejects.toMatchObject({
    description: { code: 'backend', what: expect.stringMatching(what) as string },
  });
  expect(filesIn(step.folder).filter((name) => name !== 'package.tgz')).toEqual([]);
});

test('a server that stands still is given up', async () => {
  await expect(
    fetchFrom({ hanging: good.bytes }, newStep(), { patience: 300 }),
  ).rejects.toMatchObject({
    description: { what: expect.stringContaining('sent nothing for 0.3 s') as string },
  });
});

test('a download is given up when asked to', async () => {
  const step = newStep();
  const fetched = fetchFrom({ hanging: good.bytes }, step);
  const reason = new Error('enough');
  void vi
    .waitFor(() => {
      expect(step.progress).not.toEqual([]);
    }, 30_000)
    .then(() => {
      step.giveUp.abort(reason);
    });
  await expect(fetched).rejects.toBe(reason);
});

test('a registry that nobody answers for is a problem that names it', async () => {
  const step = newStep();
  const options = { registry: 'http://127.0.0.1:1', patience: 20_000 };
  await expect(fetchPackage(pinned(good), step, options)).rejects.toMatchObject({
    description: { what: expect.stringMatching(/127\.0\.0\.1:1.*could not be/) as string },
  });
});

test.each<[string, Entry, RegExp]>([
  ['leaves the folder', { path: 'package/../../evil', type: 'File', size: 3 }, /would leave/],
  ['is absolute', { path: '/tmp/evil', type: 'File', size: 3 }, /would leave/],
  ['names a drive', { path: 'package/C:\\evil', type: 'File', size: 3 }, /would leave/],
  ['lies beside the folder', { path: 'evil', type: 'File', size: 3 }, /would leave/],
  [
    'is a symbolic link',
    { path: 'package/evil', type: 'SymbolicLink', linkpath: '/etc/passwd' },
    /no plain file/,
  ],
  ['is a hard link', { path: 'package/evil', type: 'Link', linkpath: '/etc/passwd' }, /no plain/],
  ['is a device', { path: 'package/evil', type: 'CharacterDevice' }, /no plain file/],
  ['is too large', { path: 'package/evil', type: 'File', size: 101 }, /more than 100 bytes/],
])('an entry that %s is refused', async (_, entry, what) => {
  const step = newStep();
  const hostile = tarball(['package.json', '{}'], entry);
  await expect(
    fetchFrom({ bytes: hostile.bytes }, step, { expected: hostile }),
  ).rejects.toMatchObject({ description: { what: expect.stringMatching(what) as string } });
  const all = filesIn(path.dirname(step.folder));
  expect(all.filter((name) => name.includes('evil'))).toEqual([]);
});
