import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { probeLadder, probeRung } from '../../../src/compute/probe-ladder.js';
import { chooseBackend, useBackend } from '../../../src/compute/use-backend.js';

const device = { backend: 'webgpu', description: 'A real GPU' };

/** What children do instead of trying a backend. */
const children = {
  answering: `process.send({ device: { backend: process.argv[3], description: 'GPU of ' + process.argv[4] }, imitated: false })`,
  imitating: `process.send({ device: ${JSON.stringify(device)}, imitated: true })`,
  declining: `process.send({ reason: 'No driver.' })`,
  explaining: `console.error("W Could not load dynamic library 'libcudnn.so.8'; dlerror\\n".repeat(2)); process.send({ reason: 'No GPU.' })`,
  babbling: `process.send({ hello: 1 }); setInterval(() => {}, 1000)`,
  crashing: `console.error('a native stack'); process.kill(process.pid, 'SIGSEGV')`,
  leaving: `process.exitCode = 3`,
  hanging: `require('node:fs').writeFileSync(__filename + '.pid', String(process.pid)); setInterval(() => {}, 1000)`,
  inspecting: `process.send({ reason: JSON.stringify([process.execArgv, Object.keys(process.env).filter((name) => /VSCODE|ELECTRON|NODE_OPTIONS/.test(name))]) })`,
};

let folder = '';

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'ladder-'));
  await Promise.all(
    Object.entries(children).map(([name, code]) => fs.writeFile(script(name), code)),
  );
  await installStubs();
});

afterAll(async () => {
  await fs.rm(folder, { recursive: true });
});

function script(name: string): string {
  return path.join(folder, `${name}.cjs`);
}

/** Packages that look installed: tfjs-node with a native part, webgpu as it is. */
async function installStubs(): Promise<void> {
  const modules = path.join(folder, 'node_modules');
  for (const file of [
    '@tensorflow/tfjs-node/dist/index.js',
    '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node',
    'webgpu/index.js',
  ]) {
    await fs.mkdir(path.dirname(path.join(modules, file)), { recursive: true });
    await fs.writeFile(path.join(modules, file), '');
  }
  await fs.writeFile(
    path.join(modules, '@tensorflow/tfjs-node/package.json'),
    JSON.stringify({ main: 'dist/index.js' }),
  );
}

async function expectHangingToEnd(): Promise<void> {
  const pid = Number(await fs.readFile(`${script('hanging')}.pid`, 'utf8'));
  await vi.waitFor(() => {
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }, 30_000);
}

function options(child: keyof typeof children) {
  return { script: script(child), searchPaths: [folder], timeout: 20_000 };
}

describe('a rung', () => {
  test('is available with the device that the child answers, and the child knows where to look', async () => {
    expect(await probeRung('wasm', options('answering'))).toEqual({
      name: 'wasm',
      available: true,
      device: { backend: 'wasm', description: `GPU of ${folder}` },
    });
  });

  test.each([
    ['declining', 'No driver.'],
    ['explaining', "No GPU. TensorFlow said: Could not load dynamic library 'libcudnn.so.8'."],
    ['babbling', 'The trial answered something unintelligible.'],
    ['crashing', 'The trial crashed (SIGSEGV) before it answered: a native stack'],
    ['leaving', 'The trial ended with exit code 3 before it answered.'],
  ] as const)('whose child is %s says so', async (child, reason) => {
    expect(await probeRung('wasm', options(child))).toEqual({
      name: 'wasm',
      available: false,
      reason,
    });
  });

  test('whose child hangs is given up after the time limit, and the child ended', async () => {
    expect(await probeRung('wasm', { ...options('hanging'), timeout: 3000 })).toEqual({
      name: 'wasm',
      available: false,
      reason: 'The trial gave no answer within 3 s.',
    });
    await expectHangingToEnd();
  });

  test('is given up when asked to, and its child ended', async () => {
    await fs.rm(`${script('hanging')}.pid`, { force: true });
    const giveUp = new AbortController();
    const rung = probeRung('wasm', { ...options('hanging'), signal: giveUp.signal });
    await vi.waitFor(() => fs.access(`${script('hanging')}.pid`), { timeout: 20_000 });
    giveUp.abort();
    expect(await rung).toMatchObject({ available: false, reason: 'The trial was given up.' });
    await expectHangingToEnd();
  });

  test('runs in the Node binary, and with the variables, that it is given', async () => {
    const environment = { ELECTRON_RUN_AS_NODE: '1' };
    expect(await probeRung('wasm', { ...options('inspecting'), environment })).toMatchObject({
      reason: '[[],["ELECTRON_RUN_AS_NODE"]]',
    });
    expect(
      await probeRung('wasm', { ...options('answering'), node: path.join(folder, 'none') }),
    ).toMatchObject({ reason: expect.stringMatching(/could not be started.*none/) as string });
  });

  test('that only imitates a GPU is available to those who accept that', async () => {
    const rung = await probeRung('webgpu', options('imitating'));
    expect(rung).toMatchObject({
      available: false,
      reason: 'Only A real GPU was found; it is used if asked for by name.',
    });
    expect(await probeRung('webgpu', options('imitating'), true)).toMatchObject({ device });
  });

  test('starts its child without what the editor or a debugger has set', async () => {
    process.env.VSCODE_PID = '1';
    process.env.NODE_OPTIONS = '--no-warnings';
    try {
      expect(await probeRung('wasm', options('inspecting'))).toMatchObject({ reason: '[[],[]]' });
    } finally {
      delete process.env.VSCODE_PID;
      delete process.env.NODE_OPTIONS;
    }
  });
});

test('the ladder has every rung, best first, and a crash costs only its own', async () => {
  const rungs = await probeLadder(options('crashing'));
  expect(rungs.map(({ name }) => name)).toEqual([
    'tensorflow-gpu',
    'webgpu',
    'tensorflow',
    'wasm',
    'cpu',
  ]);
  expect(rungs.every(({ available }) => !available)).toBe(true);
});

describe('the choice of a backend', () => {
  test('takes the first that works', async () => {
    expect(await chooseBackend(null, options('answering'))).not.toBe('wasm');
  });

  test('ends at the embedded backend where no other works', async () => {
    expect(await chooseBackend(null, options('declining'))).toBe('wasm');
  });

  test('takes no imitated GPU unless it is asked for', async () => {
    expect(await chooseBackend(null, options('imitating'))).toBe('wasm');
    expect(await chooseBackend('webgpu', options('imitating'))).toBe('webgpu');
  });

  test('of one that cannot be used is a problem with the reason and the way out', async () => {
    await expect(useBackend('webgpu', options('declining'))).rejects.toMatchObject({
      description: {
        code: 'backend',
        what: 'The backend webgpu cannot be used: No driver.',
        remedy: expect.stringContaining('Set Up GPU Backend') as string,
      },
    });
  });

  test('of an unknown one names the nearest', async () => {
    await expect(useBackend('wsam', options('declining'))).rejects.toMatchObject({
      description: {
        code: 'backend',
        what: 'There is no backend "wsam".',
        remedy:
          'Did you mean "wasm"? The backends are tensorflow-gpu, webgpu, tensorflow, wasm, cpu.',
      },
    });
  });
});
