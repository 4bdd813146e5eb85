import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/record/event.js';
import { Problem } from '../../../src/record/problem.js';
import { encodeStep, type Step } from '../../../src/record/step.js';
import { createRun } from '../../../src/runs/create-run.js';
import { followRun } from '../../../src/runs/follow-run.js';
import type { Run } from '../../../src/runs/read-run.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { resumeRun } from './support/resume-run.js';
import type { RunBatch } from '../../../src/runs/run-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { killChild, nextMessage, startChild } from './support/child.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from './support/samples.js';

const never = 2 ** 30;

/** What a view keeps of a run that it follows. */
class View {
  steps: Step[] = [];
  events: RunEvent[] = [];
  truncations = 0;

  add(batch: RunBatch): void {
    if (batch.truncated) {
      this.steps = [];
      this.events = [];
      this.truncations += 1;
    }
    this.steps.push(...batch.steps);
    this.events.push(...batch.events);
    expect(batch.warnings).toEqual([]);
  }
}

/** A follower that looks only when it is poked or told of a change by the system. */
function follow(directory: string, interval = never) {
  const ending = new AbortController();
  const follower = followRun(directory, { signal: ending.signal, interval });
  const batches = follower[Symbol.asyncIterator]();
  const next = async (): Promise<RunBatch> => {
    const { value } = await batches.next();
    return value ?? expect.fail('The following has ended');
  };
  return { follower, batches, next, ending };
}

/** A run with a step and an event, which its follower has told of. */
async function followedRun() {
  const writer = await createRun(temporaryFolder(), sampleRun());
  writer.appendStep(sampleStep(1));
  writer.appendEvent(sampleEvent(1));
  await writer.flush();
  const followed = follow(writer.run.directory);
  await followed.next();
  return { writer, ...followed };
}

async function write(run: Run, name: string, content: string | Uint8Array): Promise<void> {
  await appendFile(path.join(run.directory, name), content);
}

describe('a follower', () => {
  test('gives what is there, then what comes, once it is whole', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    writer.appendStep(sampleStep(1));
    await writer.flush();
    const { next, ending } = follow(writer.run.directory);
    const first = await next();
    expect([...first.steps]).toEqual([sampleStep(1)]);

    const record = new Uint8Array(encodeStep(sampleStep(2)).buffer);
    const line = Buffer.from(`${JSON.stringify(sampleEvent(2))}\n`);
    const second = next();
    await write(writer.run, 'steps.f64', record.subarray(0, 100));
    await write(writer.run, 'events.jsonl', line.subarray(0, 50));
    await write(writer.run, 'events.jsonl', line.subarray(50));
    expect(await second).toMatchObject({ events: [sampleEvent(2)], steps: { length: 0 } });
    const third = next();
    await write(writer.run, 'steps.f64', record.subarray(100));
    expect([...(await third).steps]).toEqual([sampleStep(2)]);
    ending.abort();
    await writer.close('failed');
  });

  test('gives a first batch also of an empty run', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const { next, ending } = follow(writer.run.directory);
    expect(await next()).toMatchObject({ events: [], steps: { length: 0 }, truncated: false });
    ending.abort();
    await writer.close('failed');
  });

  test('gives a long run in pieces, and its events with the first of them', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    writer.appendEvent(sampleEvent(1));
    await writer.flush();
    const count = 120_000;
    const record = encodeStep(sampleStep(1));
    const records = new Float64Array(count * record.length);
    for (let index = 0; index < count; index += 1) {
      record[0] = index + 1;
      records.set(record, index * record.length);
    }
    await write(writer.run, 'steps.f64', new Uint8Array(records.buffer));
    const { next, ending } = follow(writer.run.directory);
    const steps: number[] = [];
    const events: number[] = [];
    let batch: RunBatch;
    do {
      batch = await next();
      // The next piece takes the place of this one.
      steps.push(...batch.steps.column('step'));
      events.push(batch.events.length);
    } while (batch.more);
    expect(events.length).toBeGreaterThan(2);
    expect(steps).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(events).toEqual([1, ...events.slice(1).map(() => 0)]);
    ending.abort();
    await writer.close('failed');
  });

  test.each([
    ['steps.f64', 0],
    ['events.jsonl', 0],
  ])('starts again where %s shrinks', async (name, length) => {
    const { writer, next, ending } = await followedRun();
    const batch = next();
    await truncate(path.join(writer.run.directory, name), length);
    expect(await batch).toMatchObject({
      truncated: true,
      steps: { length: name === 'steps.f64' ? 0 : 1 },
      events: name === 'steps.f64' ? [sampleEvent(1)] : [],
    });
    ending.abort();
    await writer.close('failed');
  });

  test('notices that a run was cut back also where it has grown beyond that since', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.writeCheckpoint(sampleCheckpoint(0));
    [1, 2, 3].map(sampleStep).forEach((step) => {
      writer.appendStep(step);
    });
    await writer.close('stopped');
    const view = new View();
    const { next, ending } = follow(writer.run.directory);
    view.add(await next());
    expect(view.steps).toHaveLength(3);

    const resumed = await resumeRun(writer.run.directory);
    const again = [1, 2, 3, 4, 5].map((step) => ({ ...sampleStep(step), time: step }));
    again.forEach((step) => {
      resumed.writer.appendStep(step);
    });
    resumed.writer.appendEvent({ ...sampleEvent(1), message: 'x'.repeat(500) } as RunEvent);
    await resumed.writer.close('finished');
    while (view.steps.length < 5 || view.events.length < 2) {
      view.add(await next());
    }
    expect(view.truncations).toBeGreaterThan(0);
    expect(view.steps).toEqual(again);
    expect(view.events).toEqual((await readEvents(writer.run)).events);
    ending.abort();
  });

  test('tells of damaged lines and records, with their numbers, and goes on', async () => {
    const { writer, next, ending } = await followedRun();
    const batch = next();
    await write(writer.run, 'steps.f64', new Uint8Array(21 * 8));
    expect(await batch).toMatchObject({ steps: { length: 0 }, warnings: [{ entry: 'record 1' }] });
    const another = next();
    await write(writer.run, 'events.jsonl', `oh\n${JSON.stringify(sampleEvent(2))}\n`);
    expect(await another).toMatchObject({ events: [sampleEvent(2)], warnings: [{ line: 2 }] });
    ending.abort();
    await writer.close('failed');
  });

  test('sees a writer in another process as it wrote, through a kill and a resumption', async () => {
    const runs = temporaryFolder();
    const first = await startChild('train', runs, '0', '1');
    const { directory } = (await nextMessage(first)) as { directory: string };
    const view = new View();
    const { next, ending } = follow(directory, 50);
    while (view.steps.length < 40) {
      view.add(await next());
    }
    await killChild(first);
    const second = await startChild('train', runs, '120', '1');
    const isFinished = () => view.events.some((event) => event.type === 'state');
    while (!isFinished()) {
      view.add(await next());
    }
    ending.abort();
    await killChildIfAlive(second);
    const expected = Array.from({ length: 120 }, (_, index) => index + 1);
    expect(view.steps).toEqual(expected.map(sampleStep));
    expect(view.events.slice(0, -1)).toEqual(expected.map(sampleEvent));
  });
});

async function killChildIfAlive(child: Awaited<ReturnType<typeof startChild>>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    await killChild(child);
  }
}

describe('following ends', () => {
  test('at once when it is aborted, before and while it waits', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const waiting = follow(writer.run.directory);
    await waiting.next();
    const pending = waiting.batches.next();
    waiting.ending.abort();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect((await waiting.batches.next()).done).toBe(true);

    const early = follow(writer.run.directory);
    early.ending.abort();
    expect((await early.batches.next()).done).toBe(true);
    await writer.close('failed');
  });

  test('when the loop over it is left', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const { signal } = new AbortController();
    for await (const batch of followRun(writer.run.directory, { signal })) {
      expect(batch.truncated).toBe(false);
      break;
    }
    await writer.close('failed');
  });

  test('with a Problem where there is no run, or it is damaged', async () => {
    const folder = temporaryFolder();
    await expect(follow(folder).next()).rejects.toThrow(Problem);
    await expect(follow(path.join(folder, 'none')).next()).rejects.toThrow(Problem);
    await writeFile(path.join(folder, 'run.json'), '{');
    await expect(follow(folder).next()).rejects.toThrow('not JSON');
  });

  test('with a Problem when the run is deleted', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    const { batches } = follow(writer.run.directory, 50);
    await batches.next();
    const pending = (async () => {
      for (;;) {
        await batches.next();
      }
    })();
    await Promise.all([
      expect(pending).rejects.toThrow('Cannot follow the run'),
      rm(writer.run.directory, { recursive: true }),
    ]);
  });
});

test('a follower sees no more than a reader', async () => {
  const writer = await createRun(temporaryFolder(), sampleRun());
  [1, 2, 3].map(sampleStep).forEach((step) => {
    writer.appendStep(step);
  });
  await writer.close('finished');
  const { next, ending } = follow(writer.run.directory);
  const batch = await next();
  expect([...batch.steps]).toEqual([...(await readSteps(writer.run)).steps]);
  expect(batch.events).toEqual((await readEvents(writer.run)).events);
  ending.abort();
});
