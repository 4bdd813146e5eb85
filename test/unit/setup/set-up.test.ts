import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type promises from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  inUseFile,
  packageFolders,
  readInstallation,
} from '../../../src/compute/installed-backends.js';
import { findInstalledPackage } from '../../../src/compute/installed-package.js';
import { removeSetUp } from '../../../src/setup/remove-set-up.js';
import { foundTools } from '../../../src/setup/request.js';
import { setUp } from '../../../src/setup/set-up.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { startRegistry } from '../../support/registry-stub.js';
import { tarball } from './support/tarball.js';

const { platform, arch } = process;
const system = `${platform}-${platform === 'darwin' ? 'universal' : arch}`;
const webgpu = tarball(
  ['package.json', '{ "name": "webgpu", "main": "index.js" }'],
  ['index.js', ''],
  [`dist/${system}/dawn.node`, 'native'],
  ['dist/elsewhere/dawn.node', 'of another system'],
);

vi.mock('../../../src/setup/pinned-packages.js', async (original) => ({
  ...(await original<object>()),
  get webGpuPackage() {
    const most = { packed: 10_000, unpacked: 10_000 };
    return { name: 'webgpu', version: '0.0.1', integrity: webgpu.integrity, most };
  },
}));

/** What the child of a trial does instead of training. */
const trials = {
  training: `process.send({ device: { backend: 'webgpu', description: process.argv[4] }, imitated: false })`,
  declining: `process.send({ reason: 'No driver.' })`,
  crashing: `console.error('a native stack'); process.kill(process.pid, 'SIGSEGV')`,
  hanging: `setInterval(() => {}, 1000)`,
};

/** A folder that cannot be removed, as on Windows while something in it is used. */
const disk = vi.hoisted(() => ({ stuck: '' }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof promises>();
  const inUse = Object.assign(new Error('EPERM: in use'), { code: 'EPERM', syscall: 'rm' });
  const rm: typeof real.rm = (file, options) =>
    file === disk.stuck ? Promise.reject(inUse) : real.rm(file, options);
  return { ...real, rm };
});

let [root, trial] = ['', ''];

beforeEach(() => {
  disk.stuck = '';
  root = path.join(temporaryFolder(), 'back ends');
  trial = path.join(temporaryFolder(), 'trial.cjs');
});

async function setUpWebGpu(does: keyof typeof trials, giveUp = new AbortController()) {
  writeFileSync(trial, trials[does]);
  const { address } = await startRegistry(() => ({ '/webgpu/-/webgpu-0.0.1.tgz': webgpu }));
  const tools = { ...foundTools, registry: address };
  return setUp(
    { backend: 'webgpu', way: 'packed', tools },
    {
      ...{ root, trial: { script: trial }, signal: giveUp.signal },
      report: ({ stage }) => {
        if (does === 'hanging' && stage === 'trying') {
          giveUp.abort(new Error('enough'));
        }
      },
    },
  );
}

function folders(): string[] {
  const entries = readdirSync(path.join(root, 'webgpu'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

describe('a backend that trains in a child', () => {
  test('is in use from then on, with the part of this system alone', async () => {
    const installed = await setUpWebGpu('training');
    const folder = path.join(root, 'webgpu', installed.folder);
    expect(installed).toMatchObject({ contents: ['webgpu 0.0.1'], device: folder });
    expect(installed.size).toBeGreaterThan(0);
    expect(readInstallation(root, 'webgpu')).toEqual(installed);
    expect(packageFolders(['/beside/the/model'], root)).toEqual([folder, '/beside/the/model']);
    const found = findInstalledPackage('webgpu', packageFolders([], root));
    expect(found).toEqual({
      found: true,
      entry: path.join(folder, 'node_modules', 'webgpu', 'index.js'),
    });
    const parts = readdirSync(path.join(folder, 'node_modules', 'webgpu', 'dist'));
    expect(parts).toEqual([system]);
  });

  test('takes the place of the one before, which is removed with what else was left', async () => {
    mkdirSync(path.join(root, 'webgpu', 'left-by-one-that-was-killed'), { recursive: true });
    await setUpWebGpu('training');
    const second = await setUpWebGpu('training');
    expect(folders()).toEqual([second.folder]);
  });

  test('is in use also where the one before cannot be removed, as while a training has it open', async () => {
    const before = await setUpWebGpu('training');
    disk.stuck = path.join(root, 'webgpu', before.folder);
    const second = await setUpWebGpu('training');
    expect(readInstallation(root, 'webgpu')).toEqual(second);
    expect(existsSync(path.join(root, 'webgpu', second.folder, 'node_modules'))).toBe(true);
    await expect(removeSetUp(root, 'webgpu')).rejects.toMatchObject({
      description: { what: expect.stringContaining('remove what is not in use') as string },
    });
  });

  test('leaves alone what another process is setting up', async () => {
    const other = path.join(root, 'webgpu', 'other');
    mkdirSync(other, { recursive: true });
    writeFileSync(`${other}.making`, String(process.ppid));
    await setUpWebGpu('training');
    expect(existsSync(other)).toBe(true);
  });

  test('can be taken away', async () => {
    await setUpWebGpu('training');
    expect(await removeSetUp(root, 'webgpu')).toBe(true);
    expect(readInstallation(root, 'webgpu')).toBe(null);
    expect(folders()).toEqual([]);
    expect(await removeSetUp(root, 'webgpu')).toBe(false);
  });
});

describe('a backend that does not train', () => {
  test.each([
    ['declining', /does not train here.*No driver\./],
    ['crashing', /crashed \(SIGSEGV\).*a native stack/],
  ] as const)('because its trial is %s, leaves nothing but the reason', async (does, reason) => {
    await expect(setUpWebGpu(does)).rejects.toMatchObject({
      description: { code: 'backend', what: expect.stringMatching(reason) as string },
    });
    expect(readdirSync(path.join(root, 'webgpu'))).toEqual([]);
  });

  test('leaves the one before in use', async () => {
    const before = await setUpWebGpu('training');
    await expect(setUpWebGpu('declining')).rejects.toThrow('No driver.');
    expect(readInstallation(root, 'webgpu')).toEqual(before);
    expect(folders()).toEqual([before.folder]);
  });

  test('is given up when asked to, also in its trial', async () => {
    await expect(setUpWebGpu('hanging')).rejects.toThrow('enough');
    expect(readdirSync(path.join(root, 'webgpu'))).toEqual([]);
  });
});

test('a note of what is in use that leads elsewhere, or is damaged, counts as none', async () => {
  const installed = await setUpWebGpu('training');
  for (const text of [
    JSON.stringify({ ...installed, folder: '../../elsewhere' }),
    JSON.stringify({ ...installed, backend: 'tensorflow' }),
    '{ "backend": ',
  ]) {
    writeFileSync(inUseFile(root, 'webgpu'), text);
    expect(readInstallation(root, 'webgpu')).toBe(null);
    expect(packageFolders([], root)).toEqual([]);
  }
});

test('a backend is not set up in a way that it has not', async () => {
  writeFileSync(trial, '');
  const place = { root, trial: { script: trial }, signal: new AbortController().signal };
  await expect(
    setUp(
      { backend: 'webgpu', way: 'built', tools: foundTools },
      { ...place, report: () => undefined },
    ),
  ).rejects.toMatchObject({ description: { remedy: 'Take packed.' } });
});
