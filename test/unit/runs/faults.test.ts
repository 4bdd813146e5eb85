import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type * as files from 'node:fs/promises';
import { describeProblem } from '../../../src/record/problem.js';
import { cleanCheckpoints } from '../../../src/runs/checkpoint-folders.js';
import { createRun } from '../../../src/runs/create-run.js';
import { readModelCopies } from '../../../src/runs/model-copies.js';
import { listCheckpoints, readCheckpoint } from '../../../src/runs/read-checkpoint.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readRun } from '../../../src/runs/read-run.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { encodeCheckpoint, writeCheckpoint } from '../../../src/runs/write-checkpoint.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { disk } from './support/faulty-disk.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from './support/samples.js';

vi.mock('node:fs/promises', async (importOriginal) => {
  const { onFaultyDisk } = await import('./support/faulty-disk.js');
  return onFaultyDisk(await importOriginal<typeof files>());
});

afterEach(() => {
  disk.set('crash');
});

function write(run: string, step: number, best = false, keepLast = 1): Promise<void> {
  const encoded = encodeCheckpoint(sampleCheckpoint(step, best), { steps: 0, events: 0 });
  return writeCheckpoint(run, encoded, keepLast);
}

/** Reads every checkpoint in `run` whole, and gives their steps. */
async function wholeCheckpoints(run: string): Promise<number[]> {
  const { states, problems } = await listCheckpoints({ directory: run });
  expect(problems).toEqual([]);
  for (const { step } of states) {
    const { weights, optimizer } = await readCheckpoint({ directory: run }, step);
    const expected = sampleCheckpoint(step);
    expect(weights).toEqual(expected.weights);
    expect(optimizer).toEqual(expected.optimizer);
  }
  return states.map(({ step }) => step);
}

/** Tries `work` with the disk crashing at operation 1, 2, 3 …, until it gets through; `check` looks at what is left. */
async function atEveryOperation(
  prepare: () => string | Promise<string>,
  work: (folder: string) => Promise<unknown>,
  check: (folder: string, done: boolean) => Promise<void>,
): Promise<number> {
  for (let operation = 1; ; operation += 1) {
    disk.set('crash');
    const folder = await prepare();
    disk.set('crash', operation);
    const done = await work(folder).then(
      () => true,
      () => false,
    );
    disk.set('crash');
    await check(folder, done);
    if (done) {
      return operation - 1;
    }
  }
}

describe('a process killed at any moment leaves', () => {
  test('whole checkpoints: the older ones until the new one is there', async () => {
    const operations = await atEveryOperation(
      async () => {
        const run = temporaryFolder();
        await write(run, 3, true);
        await write(run, 6);
        return run;
      },
      (run) => write(run, 9),
      async (run, done) => {
        const steps = await wholeCheckpoints(run);
        expect(steps[0]).toBe(3);
        expect([6, 9]).toContain(steps.at(-1));
        await cleanCheckpoints(path.join(run, 'checkpoints'));
        expect(await wholeCheckpoints(run)).toEqual(steps);
        const left = readdirSync(path.join(run, 'checkpoints'));
        expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
        if (done) {
          expect(steps).toEqual([3, 9]);
        }
      },
    );
    expect(operations).toBeGreaterThan(8);
  });

  test('a checkpoint of a step that is written again, in its old or its new state', async () => {
    await atEveryOperation(
      async () => {
        const run = temporaryFolder();
        await write(run, 6);
        return run;
      },
      (run) => write(run, 6, true),
      async (run, done) => {
        await wholeCheckpoints(run);
        await cleanCheckpoints(path.join(run, 'checkpoints'));
        expect(await wholeCheckpoints(run)).toEqual([6]);
        const { best } = (await readCheckpoint({ directory: run }, 6)).state;
        expect(best || !done).toBe(true);
      },
    );
  });

  test('no new run, or a whole one', async () => {
    const operations = await atEveryOperation(
      temporaryFolder,
      async (runs) => (await createRun(runs, sampleRun())).close('finished'),
      async (runs) => {
        const [name = ''] = existsSync(runs) ? readdirSync(runs) : [];
        const run = await readRun(path.join(runs, name)).catch(() => null);
        if (run !== null) {
          expect(await readModelCopies(run)).toHaveLength(2);
          expect((await readSteps(run)).steps.length).toBe(0);
          expect((await readEvents(run)).warnings).toEqual([]);
        }
      },
    );
    expect(operations).toBeGreaterThan(8);
  });
});

describe('on a full disk', () => {
  test('steps and events that could not be written are written once there is space', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const { directory } = writer.run;
    const stepsFile = path.join(directory, 'steps.f64');
    for (let step = 1; step <= 40; step += 1) {
      writer.appendStep(sampleStep(step));
      writer.appendEvent(sampleEvent(step));
      disk.set('full', step % 3 === 0 ? Infinity : step % 3);
      const problem = await writer.flush().then(() => null, describeProblem);
      expect(problem === null).toBe(step % 3 === 0);
      if (step % 3 === 1) {
        expect(problem).toMatchObject({
          code: 'run',
          file: stepsFile,
          what: `Cannot write the run: no space left on the disk: ${stepsFile} (ENOSPC).`,
          remedy:
            'Free some space on that disk, then try again; a training that stopped there can be resumed.',
        });
        const width = writer.run.description.stepColumns.length * 8;
        expect(readFileSync(stepsFile).byteLength % width).not.toBe(0);
      }
    }
    disk.set('full');
    await writer.close('finished');
    const { steps, warnings } = await readSteps(writer.run);
    expect(warnings).toEqual([]);
    expect([...steps]).toEqual(Array.from({ length: 40 }, (_, index) => sampleStep(index + 1)));
    const { events, warnings: damagedLines } = await readEvents(writer.run);
    expect(damagedLines).toEqual([]);
    expect(events.slice(0, -1)).toEqual(
      Array.from({ length: 40 }, (_, index) => sampleEvent(index + 1)),
    );
  });

  test('a checkpoint that cannot be written leaves those before it, and takes no space', async () => {
    const run = temporaryFolder();
    await write(run, 3);
    for (const operation of [1, 2, 3, 4, 5]) {
      disk.set('full', operation);
      await expect(write(run, 6)).rejects.toMatchObject({ description: { code: 'run' } });
      disk.set('full');
      expect(readdirSync(path.join(run, 'checkpoints'))).toEqual(['000000003']);
    }
    await write(run, 6);
    expect(await wholeCheckpoints(run)).toEqual([6]);
  });

  test('a run closes all the same: its files, and its lock', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    disk.set('full', 1);
    await expect(writer.close('finished')).rejects.toMatchObject({ description: { code: 'run' } });
    expect(existsSync(path.join(writer.run.directory, 'lock.json'))).toBe(false);
  });
});
