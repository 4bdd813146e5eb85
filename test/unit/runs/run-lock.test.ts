import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { createRun } from '../../../src/runs/create-run.js';
import { heartbeat, livingWriter } from '../../../src/runs/lock-holder.js';
import { listCheckpoints } from '../../../src/runs/read-checkpoint.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { RunLock } from '../../../src/runs/run-lock.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { killChild, nextMessage, startChild } from './support/child.js';
import { sampleCheckpoint, sampleRun, sampleStep } from './support/samples.js';

afterEach(() => {
  vi.useRealTimers();
});

async function leaveLock(directory: string, holder: object, secondsAgo: number): Promise<void> {
  const file = path.join(directory, 'lock.json');
  await writeFile(file, JSON.stringify({ started: 0, token: 'left', ...holder }));
  const then = Date.now() / 1000 - secondsAgo;
  await utimes(file, then, then);
}

const elsewhere = { pid: 1, hostname: `not-${hostname()}` };

/** Starts `count` processes that ask for the locks of all `directories` at the same moments; what each was told. */
async function compete(count: number, directories: readonly string[]) {
  const children = await Promise.all(
    Array.from({ length: count }, () => startChild('hold-lock', ...directories)),
  );
  await Promise.all(children.map(nextMessage));
  const answers = children.map(nextMessage);
  children.forEach((child) => child.send(Date.now() + 50));
  return { children, said: (await Promise.all(answers)) as string[][] };
}

describe('one writer', () => {
  test('of those that ask at once, one gets the lock; the others are told who has it', async () => {
    const folder = temporaryFolder();
    const directories = Array.from({ length: 20 }, (_, index) => path.join(folder, String(index)));
    await Promise.all(directories.map((directory) => mkdir(directory)));
    const { children, said } = await compete(3, directories);
    for (const round of directories.keys()) {
      const answers = said.map((of) => of[round]);
      const winner = children[answers.indexOf('held')];
      const refused = `written by process ${String(winner?.pid)} on ${hostname()}`;
      expect(answers.toSorted()).toEqual([
        expect.stringContaining(refused),
        expect.stringContaining(refused),
        'held',
      ]);
    }
  });

  test('a killed holder’s lock is free, for exactly one of those that want it', async () => {
    const folder = temporaryFolder();
    const directories = Array.from({ length: 20 }, (_, index) => path.join(folder, String(index)));
    await Promise.all(directories.map((directory) => mkdir(directory)));
    const { children } = await compete(1, directories);
    for (const directory of directories) {
      expect(livingWriter(directory)?.pid).toBe(children[0]?.pid);
    }
    await expect(RunLock.acquire(path.join(folder, '0'))).rejects.toThrow(
      'This run is being written',
    );

    await Promise.all(children.map(killChild));
    expect(directories.map(livingWriter)).toEqual(directories.map(() => null));
    const { said } = await compete(3, directories);
    for (const round of directories.keys()) {
      expect(said.filter((of) => of[round] === 'held')).toHaveLength(1);
    }
  });

  test('also within one process', async () => {
    const directory = temporaryFolder();
    const lock = await RunLock.acquire(directory);
    await expect(RunLock.acquire(directory)).rejects.toThrow(`process ${process.pid}`);
    await lock.release();
    expect(livingWriter(directory)).toBeNull();
    await (await RunLock.acquire(directory)).release();
    expect(existsSync(path.join(directory, 'lock.json'))).toBe(false);
  });
});

describe('who counts as alive', () => {
  test('on another host, while the heartbeat is fresh', async () => {
    const directory = temporaryFolder();
    await leaveLock(directory, elsewhere, 50);
    expect(livingWriter(directory)).toMatchObject(elsewhere);
    await expect(RunLock.acquire(directory)).rejects.toThrow(elsewhere.hostname);
    await leaveLock(directory, elsewhere, 70);
    expect(livingWriter(directory)).toBeNull();
    await (await RunLock.acquire(directory)).release();
  });

  test.runIf(existsSync('/proc/self/stat'))(
    'on this host, while its process lives, however long one step keeps it silent',
    async () => {
      const directory = temporaryFolder();
      const { children } = await compete(1, [directory]);
      const file = path.join(directory, 'lock.json');
      await utimes(file, 0, 0);
      expect(livingWriter(directory)?.pid).toBe(children[0]?.pid);
      await expect(RunLock.acquire(directory)).rejects.toThrow('This run is being written');

      const holder = JSON.parse(await readFile(file, 'utf8')) as { processStart: number };
      const earlier = { ...holder, processStart: holder.processStart - 1 };
      await leaveLock(directory, earlier, 0);
      expect(livingWriter(directory)).toBeNull();

      await leaveLock(directory, holder, 0);
      await Promise.all(children.map(killChild));
      expect(livingWriter(directory)).toBeNull();
    },
  );

  test('on this host, while it is heard of, where nothing says when its process began', async () => {
    const directory = temporaryFolder();
    await leaveLock(directory, { pid: process.ppid, hostname: hostname() }, 50);
    expect(livingWriter(directory)?.pid).toBe(process.ppid);
    await leaveLock(directory, { pid: process.ppid, hostname: hostname() }, 70);
    expect(livingWriter(directory)).toBeNull();
  });

  test('not an earlier process that had this process’s number', async () => {
    const directory = temporaryFolder();
    await leaveLock(directory, { pid: process.pid, hostname: hostname() }, 0);
    expect(livingWriter(directory)).toBeNull();
  });

  test.each(['', '{', '{"pid":-1}'])('not who left %j for a lock', async (content) => {
    const directory = temporaryFolder();
    await writeFile(path.join(directory, 'lock.json'), content);
    await (await RunLock.acquire(directory)).release();
  });
});

test('a guard left behind by a killed process does not block for ever', async () => {
  const directory = temporaryFolder();
  const guard = path.join(directory, 'lock.json.guard');
  await writeFile(guard, '');
  await utimes(guard, 0, 0);
  await (await RunLock.acquire(directory)).release();
});

test('the heartbeat goes on, and notices when another writer took over', async () => {
  const directory = temporaryFolder();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const lock = await RunLock.acquire(directory);
  const { token } = JSON.parse(await readFile(path.join(directory, 'lock.json'), 'utf8')) as {
    token: string;
  };
  await leaveLock(directory, { pid: process.pid, hostname: hostname(), token }, 3600);
  vi.advanceTimersByTime(heartbeat.every);
  lock.check();
  await leaveLock(directory, { pid: process.pid, hostname: hostname(), token }, 0);
  await leaveLock(directory, elsewhere, 0);
  vi.advanceTimersByTime(heartbeat.every);
  expect(() => {
    lock.check();
  }).toThrow('no longer this process’s to write');
  await lock.release();
  expect(livingWriter(directory)).toMatchObject(elsewhere);
});

test('a writer that has lost its lock writes nothing more, and leaves the lock', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const writer = await createRun(temporaryFolder(), sampleRun());
  writer.appendStep(sampleStep(1));
  await writer.flush();
  await leaveLock(writer.run.directory, elsewhere, 0);
  vi.advanceTimersByTime(heartbeat.every);
  writer.appendStep(sampleStep(2));
  await expect(writer.flush()).rejects.toThrow('no longer this process’s to write');
  await expect(writer.writeCheckpoint(sampleCheckpoint(2))).rejects.toThrow(Problem);
  await expect(writer.close('failed')).rejects.toThrow(Problem);
  expect((await readSteps(writer.run)).steps.length).toBe(1);
  expect((await listCheckpoints(writer.run)).states).toEqual([]);
  expect(livingWriter(writer.run.directory)).toMatchObject(elsewhere);
});

test('a folder that is not there is told of', async () => {
  const directory = path.join(temporaryFolder(), 'gone');
  await expect(RunLock.acquire(directory)).rejects.toMatchObject({
    description: { code: 'run', file: path.join(directory, 'lock.json') },
  });
});
