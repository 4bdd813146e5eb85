import type * as files from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ProblemDescription } from '../../../src/record/problem.js';
import { createRun } from '../../../src/runs/create-run.js';
import { listCheckpoints } from '../../../src/runs/read-checkpoint.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { runStatus } from '../../../src/runs/run-status.js';
import type { RunWriter } from '../../../src/runs/run-writer.js';
import type { SessionItem } from '../../../src/training/session/session-item.js';
import { recordSession } from '../../../src/worker/record-session.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { disk } from '../runs/support/faulty-disk.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from '../runs/support/samples.js';

vi.mock('node:fs/promises', async (importOriginal) => {
  const { onFaultyDisk } = await import('../runs/support/faulty-disk.js');
  return onFaultyDisk(await importOriginal<typeof files>());
});

afterEach(() => {
  disk.set('full');
});

function state(step: number, name: 'training' | 'finished'): SessionItem {
  const happened = { time: step, step };
  return { kind: 'event', event: { type: 'state', ...happened, state: name, reason: null } };
}

/** Six steps, each with an event, and a checkpoint; `at` is called before each item with its number. */
async function* items(at: (item: number) => void): AsyncGenerator<SessionItem, void> {
  const all: SessionItem[] = [state(0, 'training')];
  for (let step = 1; step <= 6; step += 1) {
    all.push({ kind: 'step', step: sampleStep(step) }, { kind: 'event', event: sampleEvent(step) });
  }
  all.push({ kind: 'checkpoint', checkpoint: sampleCheckpoint(6) }, state(6, 'finished'));
  for (const [number, item] of all.entries()) {
    await Promise.resolve();
    at(number);
    yield item;
  }
}

/** Records {@link items}; the disk is full from item number `fullAt` on, until `waiting` has seen to it. */
async function record(
  fullAt: number,
  waiting: (problem: ProblemDescription) => void,
  stopping = new AbortController().signal,
) {
  const writer = await createRun(temporaryFolder(), sampleRun());
  const told: (ProblemDescription | null)[] = [];
  const yielded: number[] = [];
  const observer = {
    flushed: () => undefined,
    waiting(problem: ProblemDescription | null) {
      told.push(problem);
      if (problem !== null) {
        waiting(problem);
      }
    },
  };
  const session = items((number) => {
    yielded.push(number);
    if (number === fullAt) {
      disk.set('full', 1);
    }
  });
  const end = recordSession(session, writer, observer, stopping);
  return { writer, told, yielded, end };
}

/** The states in the run, in order, and all of its other events. */
async function recorded({ run }: RunWriter) {
  const { events, warnings } = await readEvents(run);
  expect(warnings).toEqual([]);
  return {
    states: events.flatMap((event) => (event.type === 'state' ? [event.state] : [])),
    reasons: events.flatMap((event) => (event.type === 'state' ? [event.reason] : [])),
    others: events.filter(({ type }) => type !== 'state'),
  };
}

describe('where the disk is full', () => {
  test.each([
    ['an event', 4, 'steps.f64'],
    ['a checkpoint', 13, 'checkpoints'],
  ])(
    'at %s, the run pauses with the reason, and goes on whole once there is space',
    async (_, item, file) => {
      const { writer, told, end } = await record(item, () => {
        disk.set('full');
      });
      expect(await end).toEqual({ state: 'finished', problem: null });
      expect(told).toHaveLength(2);
      expect(told[0]?.file).toContain(file);
      expect(told[0]?.what).toContain('ENOSPC');
      expect(told[1]).toBeNull();
      const { states, reasons, others } = await recorded(writer);
      expect(states).toEqual(['training', 'paused', 'training', 'finished']);
      expect(reasons[1]).toContain(`${file}: Cannot write the`);
      expect(others).toEqual([1, 2, 3, 4, 5, 6].map(sampleEvent));
      const { steps, warnings } = await readSteps(writer.run);
      expect(warnings).toEqual([]);
      expect([...steps]).toEqual([1, 2, 3, 4, 5, 6].map(sampleStep));
      expect((await listCheckpoints(writer.run)).states).toMatchObject([{ step: 6 }]);
    },
  );

  test('nothing more is trained meanwhile, and a disk that stays full is told of once', async () => {
    let yieldedLater: number[] = [];
    const { told, yielded, end } = await record(4, () => {
      setTimeout(() => {
        yieldedLater = [...yielded];
        disk.set('full');
      }, 1500);
    });
    expect(await end).toMatchObject({ state: 'finished' });
    expect(yieldedLater).toEqual([0, 1, 2, 3, 4]);
    expect(told).toHaveLength(2);
  });

  test('stop still works: the run ends as interrupted, with the cause, and unlocked', async () => {
    const stopping = new AbortController();
    const { writer, end } = await record(
      4,
      () => {
        stopping.abort();
      },
      stopping.signal,
    );
    expect(await end).toMatchObject({
      state: 'interrupted',
      problem: { code: 'run', what: expect.stringContaining('ENOSPC') as string },
    });
    expect(await runStatus(writer.run)).toMatchObject({ state: 'interrupted', writer: null });
  });
});

test('a failure that no waiting mends ends the run at once', async () => {
  const { writer, told, end } = await record(4, () => undefined);
  disk.set('crash', 1);
  await expect(end).rejects.toThrow('EIO');
  expect(told).toEqual([]);
  expect(await runStatus(writer.run)).toMatchObject({ state: 'interrupted', writer: null });
});
