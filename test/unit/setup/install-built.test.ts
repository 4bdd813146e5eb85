import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { installBuilt } from '../../../src/setup/install-built.js';
import type { PinnedPackage } from '../../../src/setup/pinned-packages.js';
import { foundTools } from '../../../src/setup/request.js';
import { tensorFlowWheel } from '../../../src/setup/tensorflow-wheel.js';
import { startRegistry } from '../../support/registry-stub.js';
import { newStep, type TestStep } from './support/step.js';
import { tarball } from './support/tarball.js';

const content = tarball(['package.json', '{ "main": "dist/index.js" }'], ['dist/index.js', '']);

/** Every package that is fetched, with the content that the stub has. */
vi.mock('../../../src/setup/pinned-packages.js', async (original) => {
  const actual = await original<typeof import('../../../src/setup/pinned-packages.js')>();
  const stubbed = (pinned: PinnedPackage) => ({
    ...pinned,
    get integrity() {
      return content.integrity;
    },
  });
  return {
    ...actual,
    bindingPackages: {
      tensorflow: stubbed(actual.bindingPackages.tensorflow),
      'tensorflow-gpu': stubbed(actual.bindingPackages['tensorflow-gpu']),
    },
    bindingRequirements: actual.bindingRequirements.map(stubbed),
    nodeApiHeaders: stubbed(actual.nodeApiHeaders),
  };
});

const system = { platform: 'linux', arch: 'x64' };

/** A pip that unpacks a wheel of nearly nothing, and notes how it was called. */
const pip = `
const fs = require('node:fs'), path = require('node:path');
const given = process.argv.slice(2);
if (given.includes('--version')) { console.log('pip 25.1 from /somewhere'); process.exit(); }
const after = (name) => given[given.indexOf(name) + 1];
const target = after('--target'), list = fs.readFileSync(after('--requirement'), 'utf8');
fs.appendFileSync(__filename + '.log', list);
console.log('  Downloading tensorflow.whl (2 MB)\\nProgress 1000000 of 2000000');
const write = (name, text = '') => {
  fs.mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
  fs.writeFileSync(path.join(target, name), text);
};
if (list.startsWith('tensorflow')) {
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/c_api.h', 'python/ops.py'])
    write('tensorflow/' + name);
  const [, name, version] = /^(\\S+)==(\\S+)/.exec(list);
  write(name + '-' + version + '.dist-info/METADATA', [
    'Requires-Dist: numpy>=1.26.0',
    'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5; extra == "and-cuda"',
    'Requires-Dist: something; extra == "other"',
  ].join('\\n'));
} else write('nvidia/cublas/lib/libcublas.so.12');
`;

const compiler = `
const given = process.argv.slice(2);
if (given.includes('--version')) process.exit();
require('node:fs').writeFileSync(given[given.indexOf('-o') + 1], JSON.stringify(given));
`;

function writeProgram(folder: string, name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!${process.execPath}\n${code}`);
  chmodSync(file, 0o755);
  return file;
}

async function build(backend: 'tensorflow' | 'tensorflow-gpu', step: TestStep, changed = {}) {
  const { address } = await startRegistry(() =>
    Object.fromEntries(
      [
        '/@tensorflow/tfjs-node/-/tfjs-node-4.22.0.tgz',
        '/@tensorflow/tfjs-node-gpu/-/tfjs-node-gpu-4.22.0.tgz',
        '/google-protobuf/-/google-protobuf-3.21.4.tgz',
        '/progress/-/progress-2.0.3.tgz',
        '/node-api-headers/-/node-api-headers-1.9.0.tgz',
      ].map((file) => [file, { bytes: content.bytes }]),
    ),
  );
  return installBuilt(
    backend,
    step,
    {
      ...{ ...foundTools, registry: address },
      python: writeProgram(path.dirname(step.folder), 'python', pip),
      compiler: writeProgram(path.dirname(step.folder), 'compiler', compiler),
      ...changed,
    },
    system,
  );
}

/** The name of what a compiler was told after a prefix. */
function parametersOf(step: TestStep, name: string): string[] {
  const file = path.join(
    ...[step.folder, 'node_modules/@tensorflow', name, 'lib/napi-v8/tfjs_binding.node'],
  );
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
}

test('the native part is compiled against the wheel, and finds its libraries from where it lies', async () => {
  const step = newStep();
  expect(await build('tensorflow', step)).toEqual([
    '@tensorflow/tfjs-node 4.22.0',
    'TensorFlow 2.21.0',
  ]);
  const given = parametersOf(step, 'tfjs-node');
  const tensorFlow = path.join(step.folder, 'python', 'tensorflow');
  expect(given).toContain(path.join(tensorFlow, 'libtensorflow_cc.so.2'));
  const rpath = given.find((each) => each.includes('rpath'));
  if (process.platform !== 'darwin') {
    expect(rpath).toBe('-Wl,-rpath,$ORIGIN/../../../../../python/tensorflow');
  }
  expect(readdirSync(tensorFlow).sort()).toEqual([
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so.2',
  ]);
  expect(step.progress).toContainEqual({
    ...{ stage: 'downloading', what: 'tensorflow.whl', received: 1e6, total: 2e6 },
  });
});

test('tfjs-node is told where its native part is without node-pre-gyp', async () => {
  const step = newStep();
  await build('tensorflow', step);
  const modules = path.join(step.folder, 'node_modules');
  const { find } = createRequire(path.join(modules, 'index.js'))('@mapbox/node-pre-gyp') as {
    find: (manifest: string) => string;
  };
  expect(find('/some where/package.json')).toBe(
    path.join('/some where', 'lib', 'napi-v8', 'tfjs_binding.node'),
  );
});

test('for GPUs the CUDA libraries that the wheel asks for come with it, and nothing else', async () => {
  const step = newStep();
  const contents = await build('tensorflow-gpu', step);
  expect(contents).toEqual(['@tensorflow/tfjs-node-gpu 4.22.0', 'TensorFlow 2.21.0', 'CUDA']);
  const log = readFileSync(path.join(path.dirname(step.folder), 'python.log'), 'utf8');
  const [wheel, ...further] = log.trim().split('\n');
  expect(wheel).toMatch(/^tensorflow==2\.21\.0 --hash=sha256:[0-9a-f]{64}$/);
  expect(further).toEqual(['nvidia-cublas-cu12<13.0,>=12.5']);
  expect(readdirSync(path.join(step.folder, 'python')).sort()).toEqual([
    'nvidia',
    'tensorflow',
    'tensorflow-2.21.0.dist-info',
  ]);
});

test('a compiler that fails is a problem with its own words', async () => {
  const step = newStep();
  const failing = writeProgram(
    path.dirname(step.folder),
    'failing',
    `if (!process.argv.includes('--version')) { console.error('error: no such header'); process.exit(1) }`,
  );
  await expect(build('tensorflow', step, { compiler: failing })).rejects.toMatchObject({
    description: { what: expect.stringContaining('error: no such header') as string },
  });
});

test.each([
  ['python', /apt install python3-pip/],
  ['compiler', /apt install g\+\+/],
])('without a %s nothing is downloaded, and the way out is named', async (tool, remedy) => {
  const step = newStep();
  await expect(build('tensorflow', step, { [tool]: '/nowhere/at all' })).rejects.toMatchObject({
    description: {
      what: '/nowhere/at all cannot be started.',
      remedy: expect.stringMatching(remedy) as string,
    },
  });
  expect(readdirSync(step.folder)).toEqual([]);
});

test('what cannot be built on a system is said with what can be had there', () => {
  expect(() => tensorFlowWheel('tensorflow-gpu', { platform: 'win32', arch: 'x64' })).toThrow(
    /win32-x64.*can be built on linux-x64; here set up webgpu/,
  );
});
