import type * as fileSystem from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createRun } from '../../../src/runs/create-run.js';
import { followRun } from '../../../src/runs/follow-run.js';
import { WakeUp } from '../../../src/runs/wake-up.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleEvent, sampleRun } from './support/samples.js';

vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<typeof fileSystem>()),
  watch: () => {
    throw Object.assign(new Error('ENOSPC: no more watches'), { code: 'ENOSPC' });
  },
}));

test.each([
  ['a poke', 2 ** 30],
  ['the clock', 20],
])('where the system reports no change, %s makes a follower look again', async (how, interval) => {
  const writer = await createRun(temporaryFolder(), sampleRun());
  const ending = new AbortController();
  const follower = followRun(writer.run.directory, { signal: ending.signal, interval });
  const batches = follower[Symbol.asyncIterator]();
  await batches.next();
  const next = batches.next();
  writer.appendEvent(sampleEvent(1));
  await writer.flush();
  if (how === 'a poke') {
    follower.poke();
  }
  expect((await next).value?.events).toEqual([sampleEvent(1)]);
  ending.abort();
  await writer.close('failed');
});

test('a poke between two waits is not lost, and ends one wait only', async () => {
  const wakeUp = new WakeUp(temporaryFolder(), 2 ** 30);
  wakeUp.poke();
  wakeUp.poke();
  await wakeUp.wait();
  let ended = false;
  const second = wakeUp.wait().then(() => (ended = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  wakeUp.close();
  await second;
});
