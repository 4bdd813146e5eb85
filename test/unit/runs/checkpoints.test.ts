import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRun } from '../../../src/runs/create-run.js';
import { listCheckpoints, readCheckpoint } from '../../../src/runs/read-checkpoint.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readRun } from '../../../src/runs/read-run.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { resumeRun } from './support/resume-run.js';
import type { RunWriter } from '../../../src/runs/run-writer.js';
import { runStatus } from '../../../src/runs/run-status.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { killChild, nextMessage, startChild } from './support/child.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from './support/samples.js';

/** Writes steps `from` to `to`, each with an event. */
function writeSteps(writer: RunWriter, from: number, to: number): void {
  for (let step = from; step <= to; step += 1) {
    writer.appendStep(sampleStep(step));
    writer.appendEvent(sampleEvent(step));
  }
}

/** A closed run of 9 steps with checkpoints at 2 (best) and 6. */
async function sampleWritten(): Promise<RunWriter> {
  const writer = await createRun(temporaryFolder(), sampleRun(), { keepLast: 2 });
  writeSteps(writer, 1, 2);
  await writer.writeCheckpoint(sampleCheckpoint(2, true));
  writeSteps(writer, 3, 6);
  await writer.writeCheckpoint(sampleCheckpoint(6));
  writeSteps(writer, 7, 9);
  await writer.close('stopped');
  return writer;
}

const count = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a checkpoint', () => {
  test('comes back as it was, with the lengths of what had been appended before it', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    writeSteps(writer, 1, 4);
    const checkpoint = sampleCheckpoint(4);
    const weight = checkpoint.weights.get('gray/head/kernel');
    const written = writer.writeCheckpoint(checkpoint);
    // What comes after the call is not in it, though the files were not even written then.
    writeSteps(writer, 5, 6);
    weight?.data.fill(-1);
    const state = await written;
    const read = await readCheckpoint(writer.run, 'last');
    expect(read).toEqual({ ...sampleCheckpoint(4), state });
    expect(state).toEqual({
      ...checkpoint.state,
      bytes: { steps: 4 * 21 * 8, events: Buffer.byteLength(count(1, 4).map(lineOf).join('')) },
    });
    await writer.close('finished');
  });

  test('with sums that have diverged can still be read', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const { state, ...tensors } = sampleCheckpoint(1);
    const speedSums = { branch: [Infinity, 1], fusion: [Number.NaN, 2] };
    await writer.writeCheckpoint({ ...tensors, state: { ...state, speedSums } });
    await writer.close('failed');
    const read = await readCheckpoint(writer.run, 1);
    expect(read.state.speedSums).toEqual({ branch: [NaN, 1], fusion: [NaN, 2] });
  });

  test('equal checkpoints give equal files', async () => {
    const runs = temporaryFolder();
    const files = await Promise.all(
      [1, 2].map(async () => {
        const writer = await createRun(runs, sampleRun());
        await writer.writeCheckpoint(sampleCheckpoint(3));
        await writer.close('finished');
        const folder = path.join(writer.run.directory, 'checkpoints', '000000003');
        const names = (await readdir(folder)).sort();
        return Promise.all(names.map((name) => readFile(path.join(folder, name))));
      }),
    );
    expect(files[0]).toEqual(files[1]);
  });

  test.each([
    [1, [3, 6]],
    [2, [3, 5, 6]],
    [4, [3, 4, 5, 6]],
  ])('the best is kept, and the last %i', async (keepLast, kept) => {
    const writer = await createRun(temporaryFolder(), sampleRun(), { keepLast });
    for (const step of count(1, 6)) {
      await writer.writeCheckpoint(sampleCheckpoint(step, [1, 3].includes(step)));
    }
    const { states } = await listCheckpoints(writer.run);
    expect(states.map(({ step }) => step)).toEqual(kept);
    expect((await readCheckpoint(writer.run, 'best')).state.step).toBe(3);
    expect((await readCheckpoint(writer.run, 'last')).state.step).toBe(6);
    await writer.close('finished');
  });

  test('that is not there is answered with those that are', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun(), { keepLast: 9 });
    await expect(readCheckpoint(writer.run, 'last')).rejects.toThrow('no checkpoint at all');
    await writer.writeCheckpoint(sampleCheckpoint(10));
    await writer.writeCheckpoint(sampleCheckpoint(20));
    await expect(readCheckpoint(writer.run, 15)).rejects.toThrow('at these steps: 10, 20');
    await expect(readCheckpoint(writer.run, 'best')).rejects.toThrow('at these steps: 10, 20');
    await writer.close('finished');
  });

  test('is never missed while the writer replaces the last with the next', async () => {
    const runs = temporaryFolder();
    const child = await startChild('train', runs);
    const { directory } = (await nextMessage(child)) as { directory: string };
    const run = await readRun(directory);
    let last = 0;
    for (let round = 0; round < 150; round += 1) {
      const { state, weights } = await readCheckpoint(run, 'last');
      expect(state.step).toBeGreaterThanOrEqual(last);
      expect(weights).toEqual(sampleCheckpoint(state.step).weights);
      last = state.step;
    }
    expect((await listCheckpoints(run)).problems).toEqual([]);
    await killChild(child);
  });
});

test('a checkpoint that was put aside for a newer one that never came can be read, and gone on from', async () => {
  const { run } = await sampleWritten();
  const checkpoints = path.join(run.directory, 'checkpoints');
  const before = await readCheckpoint(run, 'last');
  await rename(path.join(checkpoints, '000000006'), path.join(checkpoints, '.replaced-000000006'));
  expect(await readCheckpoint(run, 'last')).toEqual(before);
  expect((await listCheckpoints(run)).states.map(({ step }) => step)).toEqual([2, 6]);
  const { writer, checkpoint } = await resumeRun(run.directory);
  expect(checkpoint).toEqual(before);
  await writer.close('stopped');
  expect((await readdir(checkpoints)).sort()).toEqual(['000000002', '000000006']);
});

test('a checkpoint that was put aside gives way to the newer one', async () => {
  const { run } = await sampleWritten();
  const checkpoints = path.join(run.directory, 'checkpoints');
  await mkdir(path.join(checkpoints, '.replaced-000000006'));
  expect((await readCheckpoint(run, 6)).state.step).toBe(6);
  expect((await listCheckpoints(run)).problems).toEqual([]);
});

describe('a damaged checkpoint', () => {
  test.each<[what: string, damage: (folder: string) => Promise<void>, message: string]>([
    ['no state', (folder) => rm(path.join(folder, 'state.json')), 'missing'],
    ['half a state', (folder) => writeFile(path.join(folder, 'state.json'), '{\n"a'), 'not JSON'],
    [
      'another step',
      (folder) => cp(path.join(folder, '..', '000000002'), folder, { recursive: true }),
      'It is of step 2',
    ],
    [
      'a state behind a link',
      async (folder) => {
        const outside = path.join(temporaryFolder(), 'state.json');
        await cp(path.join(folder, 'state.json'), outside);
        await rm(path.join(folder, 'state.json'));
        await symlink(outside, path.join(folder, 'state.json'));
      },
      'symbolic link',
    ],
  ])('(%s) is listed as such, and does not stand for another', async (_, damage, message) => {
    const { run } = await sampleWritten();
    await damage(path.join(run.directory, 'checkpoints', '000000006'));
    const { states, problems } = await listCheckpoints(run);
    expect(states.map(({ step }) => step)).toEqual([2]);
    expect(problems).toMatchObject([
      { code: 'run', what: expect.stringContaining(message) as string },
    ]);
    await expect(readCheckpoint(run, 'last')).rejects.toThrow(message);
    await expect(readCheckpoint(run, 6)).rejects.toThrow(message);
  });

  test('(weights cut short) is refused', async () => {
    const { run } = await sampleWritten();
    const file = path.join(run.directory, 'checkpoints', '000000006', 'weights.safetensors');
    await writeFile(file, (await readFile(file)).subarray(0, -1));
    await expect(readCheckpoint(run, 6)).rejects.toMatchObject({ description: { file } });
  });
});

describe('resuming', () => {
  test.each([
    ['last' as const, 6],
    ['best' as const, 2],
    [2, 2],
  ])('from the checkpoint %j cuts off what came after it, and goes on', async (choice, step) => {
    const { run } = await sampleWritten();
    await appendFile(path.join(run.directory, 'steps.f64'), 'torn');
    await appendFile(path.join(run.directory, 'events.jsonl'), '{"torn');
    const { writer, checkpoint } = await resumeRun(run.directory, choice);
    expect(checkpoint.state.step).toBe(step);
    expect((await listCheckpoints(run)).states.at(-1)?.step).toBe(step);
    const expected = count(1, step);
    expect([...(await readSteps(run)).steps]).toEqual(expected.map(sampleStep));
    expect((await readEvents(run)).events).toEqual(expected.map(sampleEvent));

    writeSteps(writer, step + 1, 12);
    await writer.close('finished', 'Done.');
    expect([...(await readSteps(run)).steps]).toEqual(count(1, 12).map(sampleStep));
    const { events, warnings } = await readEvents(run);
    expect(warnings).toEqual([]);
    expect(events.slice(0, -1)).toEqual(count(1, 12).map(sampleEvent));
    expect(events.at(-1)).toMatchObject({ step: 12, state: 'finished', reason: 'Done.' });
  });

  test('is refused while the run is written, and leaves it alone', async () => {
    const { run } = await sampleWritten();
    const { writer } = await resumeRun(run.directory);
    writeSteps(writer, 7, 7);
    await writer.flush();
    await expect(resumeRun(run.directory, 2)).rejects.toThrow('This run is being written');
    expect((await readSteps(run)).steps.length).toBe(7);
    await writer.close('stopped');
  });

  test('without such a checkpoint leaves the run as it was, and free', async () => {
    const { run } = await sampleWritten();
    await expect(resumeRun(run.directory, 5)).rejects.toThrow('at these steps: 2, 6');
    expect((await readSteps(run)).steps.length).toBe(9);
    await (await resumeRun(run.directory)).writer.close('stopped');
  });

  test('is refused where the files have lost what the checkpoint counts on', async () => {
    const { run } = await sampleWritten();
    await writeFile(path.join(run.directory, 'steps.f64'), '');
    await expect(resumeRun(run.directory)).rejects.toThrow('does not fit');
  });

  test('is refused where another program wrote other columns', async () => {
    const { run } = await sampleWritten();
    const { directory, description } = run;
    const stepColumns = description.stepColumns.toReversed();
    const json = JSON.stringify({ ...description, stepColumns });
    await writeFile(path.join(directory, 'run.json'), json);
    await expect(resumeRun(directory)).rejects.toThrow('Another program wrote this run');
  });

  test('clears away what a killed writer left', async () => {
    const { run } = await sampleWritten();
    const checkpoints = path.join(run.directory, 'checkpoints');
    await mkdir(path.join(checkpoints, '.made-1'));
    await mkdir(path.join(checkpoints, '.removed-1'));
    await writeFile(path.join(checkpoints, '.made-1', 'state.json'), '{');
    expect((await listCheckpoints(run)).problems).toEqual([]);
    await (await resumeRun(run.directory)).writer.close('stopped');
    expect((await readdir(checkpoints)).sort()).toEqual(['000000002', '000000006']);
  });
});

test('a writer killed again and again leaves a run that goes on from its last checkpoint', async () => {
  const runs = temporaryFolder();
  let seed = 7;
  for (let round = 0; round < 6; round += 1) {
    const child = await startChild('train', runs);
    const { directory, step } = (await nextMessage(child)) as { directory: string; step: number };
    seed = (seed * 16_807) % 2_147_483_647;
    await new Promise((resolve) => setTimeout(resolve, 20 + (seed % 180)));
    await killChild(child);

    const run = await readRun(directory);
    expect((await runStatus(run)).state).toBe('interrupted');
    const { states, problems } = await listCheckpoints(run);
    expect(problems).toEqual([]);
    expect(states.at(-1)?.step).toBeGreaterThanOrEqual(step);
    for (const state of states) {
      const { weights, optimizer } = await readCheckpoint(run, state.step);
      expect({ weights, optimizer }).toMatchObject({
        weights: sampleCheckpoint(state.step).weights,
        optimizer: sampleCheckpoint(state.step).optimizer,
      });
      expect(state.bytes.steps).toBe(state.step * 21 * 8);
    }
    const { steps, warnings } = await readSteps(run);
    expect(warnings).toEqual([]);
    expect([...steps.column('step')]).toEqual(count(1, steps.length));
    expect(steps.length).toBeGreaterThanOrEqual(states.at(-1)?.step ?? 0);
    expect((await readEvents(run)).warnings).toEqual([]);
  }
});

function lineOf(step: number): string {
  return `${JSON.stringify(sampleEvent(step))}\n`;
}
