import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { installPublished } from '../../../src/setup/install-published.js';
import { startRegistry, type RegistryStub } from '../../support/registry-stub.js';
import { newStep } from './support/step.js';
import { tarball } from './support/tarball.js';

const name = '@tensorflow/tfjs-node-gpu';
const version = '4.22.0';

/** A package of that name with this install script, and a dependency whose own script must not be run. */
function startWith(script: string): Promise<RegistryStub> {
  const meddler = packed('meddler', '1.0.0', `require('fs').writeFileSync('meddled', '')`);
  const binding = packed(name, version, script, { meddler: '1.0.0' });
  return startRegistry((address) => ({ ...binding(address), ...meddler(address) }));
}

function packed(
  of: string,
  at: string,
  script: string,
  dependencies: Readonly<Record<string, string>> = {},
) {
  const manifest = {
    ...{ name: of, version: at, main: 'dist/index.js', dependencies },
    scripts: { install: 'node install.js' },
  };
  const { bytes, integrity } = tarball(
    ['package.json', JSON.stringify(manifest)],
    ['dist/index.js', ''],
    ['install.js', script],
  );
  const file = `/${of}/-/${path.posix.basename(of)}-${at}.tgz`;
  return (address: string) => {
    const dist = { tarball: address + file, integrity };
    const versions = { [at]: { ...manifest, hasInstallScript: true, dist } };
    const document = JSON.stringify({ name: of, versions, 'dist-tags': { latest: at } });
    return {
      [`/${of}`]: { bytes: Buffer.from(document), type: 'application/json' },
      [file]: { bytes },
    };
  };
}

const downloading = `require('fs').mkdirSync('lib/napi-v8', { recursive: true });
require('fs').writeFileSync('lib/napi-v8/tfjs_binding.node', '');`;

test('npm installs the package, and of all install scripts its own is run', async () => {
  const step = newStep();
  const { address } = await startWith(downloading);
  const tools = { registry: address, npm: null };
  const contents = await installPublished('tensorflow-gpu', step, tools, 'linux');
  expect(contents).toEqual([`${name} ${version}`, 'TensorFlow 2.9.1']);
  const modules = path.join(step.folder, 'node_modules');
  expect(existsSync(path.join(modules, name, 'lib/napi-v8/tfjs_binding.node'))).toBe(true);
  expect(existsSync(path.join(modules, 'meddler', 'dist'))).toBe(true);
  expect(existsSync(path.join(modules, 'meddler', 'meddled'))).toBe(false);
});

test('an install script that fails is a problem with its own words', async () => {
  const { address } = await startWith(
    `console.error('The host of the binary cannot be reached.'); process.exit(7)`,
  );
  const tools = { registry: address, npm: null };
  await expect(installPublished('tensorflow-gpu', newStep(), tools, 'linux')).rejects.toMatchObject(
    {
      description: {
        what: expect.stringContaining('The host of the binary cannot be reached.') as string,
        remedy: expect.stringContaining('webgpu') as string,
      },
    },
  );
});

test('an npm that runs no install script is told from one that does', async () => {
  const step = newStep();
  const npm = path.join(step.folder, 'npm');
  writeFileSync(npm, '#!/bin/sh\necho "scripts are not allowed here"\n');
  chmodSync(npm, 0o755);
  await expect(
    installPublished('tensorflow', step, { registry: null, npm }, 'linux'),
  ).rejects.toMatchObject({
    description: {
      what: expect.stringMatching(/did not run.*scripts are not allowed here/s) as string,
    },
  });
});

test('without npm the way out is named', async () => {
  const npm = path.join(newStep().folder, 'none');
  await expect(
    installPublished('tensorflow', newStep(), { registry: null, npm }, 'linux'),
  ).rejects.toMatchObject({
    description: {
      what: `${npm} cannot be started.`,
      remedy: expect.stringContaining('Install Node.js') as string,
    },
  });
});

test('TensorFlow for GPUs is not installed on macOS, where it would compute on the CPU', async () => {
  await expect(
    installPublished('tensorflow-gpu', newStep(), { registry: null, npm: null }, 'darwin'),
  ).rejects.toMatchObject({
    description: { remedy: expect.stringContaining('webgpu') as string },
  });
});
