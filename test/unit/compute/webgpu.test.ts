import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../../support/bundle.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import '../../support/why-skipped.js';

/** Where Debian's chromium package has a Vulkan driver that computes on the CPU, and the loader for it. */
const chromium = '/usr/lib/chromium';
const driver = path.join(chromium, 'vk_swiftshader_icd.json');

interface Answer {
  readonly device: { readonly description: string };
  /** How many tensors webgpu held in the end. */
  readonly left: number;
  readonly webgpu: Record<string, number[]>;
  readonly cpu: Record<string, number[]>;
}

test('webgpu computes the same gradients, and takes the same training steps, as cpu', async (context) => {
  if (!fs.existsSync(driver)) {
    const reason = `no software Vulkan driver at ${driver} (Debian: apt install chromium)`;
    context.task.meta.whySkipped = reason;
    context.skip(reason);
  }
  const child = path.join(import.meta.dirname, 'webgpu-child.ts');
  const { device, left, webgpu, cpu } = await answerOf(await bundle(child, temporaryFolder()));
  expect(device.description).toMatch(/swiftshader.*in software: no GPU/i);
  expect(left).toBe(0);
  expect(Object.keys(webgpu)).toEqual(Object.keys(cpu));
  for (const [name, expected] of Object.entries(cpu)) {
    expectClose(name, webgpu[name], expected);
  }
});

/** Within 1e-4 of the largest value, or of 1. */
function expectClose(name: string, actual: number[], expected: number[]): void {
  expect(actual, name).toHaveLength(expected.length);
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index] - value) / scale, `${name}[${index}]`).toBeLessThan(1e-4);
  });
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
