import { build } from 'esbuild';
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Where Debian's chromium package has a Vulkan driver that computes on the CPU, and the loader for it. */
const chromium = '/usr/lib/chromium';
const driver = path.join(chromium, 'vk_swiftshader_icd.json');

interface Answer {
  readonly device: { readonly description: string };
  readonly webgpu: number[][];
  readonly cpu: number[][];
}

test('webgpu computes the same losses and gradients as cpu', async (context) => {
  if (!fs.existsSync(driver)) {
    const reason = `no software Vulkan driver at ${driver} (Debian: apt install chromium)`;
    console.warn(`webgpu is not tested: ${reason}`);
    context.skip(reason);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'webgpu-'));
  try {
    const { device, webgpu, cpu } = await answerOf(await bundle(folder));
    expect(device.description).toMatch(/swiftshader.*in software: no GPU/i);
    expect(webgpu.map(({ length }) => length)).toEqual([1, 180, 72, 4, 12]);
    webgpu.flat().forEach((value, index) => {
      expect(value).toBeCloseTo(cpu.flat()[index], 4);
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'webgpu-child.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'webgpu-child.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

/** Forked, because the loader has to be known before a process starts, and Dawn changes globals. */
function answerOf(script: string): Promise<Answer> {
  const child = fork(script, [import.meta.dirname], {
    execArgv: [],
    env: { ...process.env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: chromium },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => {
      resolve(answer as Answer);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`The child ended (${String(code ?? signal)}) before it answered.`));
    });
  });
}
