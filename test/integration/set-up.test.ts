import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backendsVariable } from '../../src/compute/installed-backends.js';
import type { SetUpProgress } from '../../src/setup/progress.js';
import { foundTools } from '../../src/setup/request.js';
import { setUpInChild } from '../../src/setup/set-up-in-child.js';
import { startRegistry, type Answer } from '../support/registry-stub.js';
import { script, Workplace } from './support/command-line.js';

const place = await Workplace.create();
const root = place.path('back ends');
const webgpu = '/webgpu/-/webgpu-0.6.2.tgz';

/** Half of something that is no package. */
const hanging: Answer = { hanging: new Uint8Array(100_000) };

let before: string | undefined;

beforeAll(() => {
  before = process.env[backendsVariable];
  process.env[backendsVariable] = root;
});

afterAll(() => {
  process.env[backendsVariable] = before;
});

/** What a set-up has left behind. */
function left(): string[] {
  return existsSync(root) ? readdirSync(path.join(root, 'webgpu')) : [];
}

test('what is set up, and where, is listed', async () => {
  const { code, stdout } = await place.run('set-up', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ folder: root, installations: [] });
  expect((await place.run('set-up')).stdout).toMatch(/tensorflow-gpu .*needs Python.* nothing/);
});

test('a package with another checksum is refused, and nothing of it left', async () => {
  const { address } = await startRegistry(() => ({ [webgpu]: { bytes: Buffer.from('evil') } }));
  const { code, stderr } = await place.run('set-up', 'webgpu', '--registry', address);
  expect(code).toBe(1);
  expect(stderr).toMatch(/Downloading webgpu 0\.6\.2\n.*is not the package: 4 bytes/s);
  expect(left()).toEqual([]);
});

test('Ctrl-C gives it up, and nothing is left', async () => {
  const { address, asked } = await startRegistry(() => ({ [webgpu]: hanging }));
  const { child, ended } = place.start('set-up', 'webgpu', '--registry', address);
  await vi.waitFor(() => {
    expect(asked).toEqual([webgpu]);
  }, 30_000);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(left()).toEqual([]);
});

test('the editor’s child tells its progress, and tidies up where it is given up', async () => {
  const { address } = await startRegistry(() => ({ [webgpu]: hanging }));
  const giveUp = new AbortController();
  const progress: SetUpProgress[] = [];
  const tools = { ...foundTools, registry: address };
  const setUp = setUpInChild(
    { backend: 'webgpu', way: 'packed', tools },
    {
      ...{ script, node: process.execPath, environment: {}, signal: giveUp.signal },
      onProgress: (told) => {
        progress.push(told);
        giveUp.abort(new Error('enough'));
      },
    },
  );
  await expect(setUp).rejects.toThrow('enough');
  expect(progress[0]).toMatchObject({ stage: 'downloading', what: 'webgpu 0.6.2', total: 100_000 });
  expect(left()).toEqual([]);
});

test('the editor’s child passes on why it failed', async () => {
  const { address } = await startRegistry(() => ({}));
  const tools = { ...foundTools, registry: address };
  await expect(
    setUpInChild(
      { backend: 'webgpu', way: 'packed', tools },
      {
        ...{ script, node: process.execPath, environment: {}, onProgress: () => undefined },
        signal: new AbortController().signal,
      },
    ),
  ).rejects.toMatchObject({
    description: { code: 'backend', what: expect.stringContaining('refused: 404') as string },
  });
});

test('taking away what is not there is no mistake', async () => {
  const { code, stdout } = await place.run('set-up', 'webgpu', '--remove');
  expect([code, stdout]).toEqual([0, 'webgpu was not set up.\n']);
});
