import { mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent, RunState } from '../../../src/record/event.js';
import { createRun } from '../../../src/runs/create-run.js';
import { listRuns } from '../../../src/runs/list-runs.js';
import { readRun } from '../../../src/runs/read-run.js';
import { snapshotRun } from '../../../src/runs/snapshot-run.js';
import { deriveStatus, runStatus } from '../../../src/runs/run-status.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleRun } from './support/samples.js';

async function madeRun(runs: string): Promise<string> {
  const writer = await createRun(runs, sampleRun());
  await writer.close('finished');
  return writer.run.directory;
}

describe('a damaged run.json', () => {
  async function readWith(change: (json: Record<string, unknown>) => unknown): Promise<unknown> {
    const directory = await madeRun(temporaryFolder());
    const { description } = await readRun(directory);
    const changed = change({ ...description });
    const text = typeof changed === 'string' ? changed : JSON.stringify(changed);
    await writeFile(path.join(directory, 'run.json'), text);
    return readRun(directory);
  }

  test.each<[what: string, json: unknown, problem: object]>([
    ['breaks off', '{\n  "id": 1,\n', { line: 3 }],
    ['has a fault in the middle', '{\n  "id": 1,\n  oh\n}\n', { line: 3 }],
    ['is empty', '', { line: 1 }],
    ['is a list', '[]', {}],
    ['says nothing of its version', {}, { entry: 'schemaVersion' }],
  ])('that %s is told with its place', async (_, json, problem) => {
    await expect(readWith(() => json)).rejects.toMatchObject({
      description: { code: 'run', file: expect.stringMatching(/run\.json$/) as string, ...problem },
    });
  });

  test('names the entry at fault', async () => {
    await expect(
      readWith((json) => ({ ...json, modalities: [{ name: 'gray', shape: [-1] }] })),
    ).rejects.toMatchObject({ description: { entry: 'modalities.0.shape.0' } });
  });

  test('of a newer version says so, whatever else is in it', async () => {
    await expect(readWith(() => ({ schemaVersion: 2, news: true }))).rejects.toThrow(
      'its format is 2, this one reads 1. Update Modality Lens.',
    );
  });

  test('with columns missing or named twice is refused', async () => {
    await expect(
      readWith((json) => ({ ...json, stepColumns: ['step', 'loss', 'gray.loss'] })),
    ).rejects.toThrow('These columns are missing: epoch,');
    await expect(
      readWith((json) => ({ ...json, stepColumns: [...(json.stepColumns as []), 'step'] })),
    ).rejects.toThrow('A column is named twice');
  });

  test('with a name of the prototype in it is only data', async () => {
    const run = await readWith((json) =>
      JSON.stringify(json).replace('"versions":{', '"versions":{"__proto__":"1","node":"2",'),
    );
    expect(run).toMatchObject({ description: { name: 'Gray & Color' } });
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('a run of which a part is gone', () => {
  test('is told apart from none at all', async () => {
    const directory = await madeRun(temporaryFolder());
    await rm(path.join(directory, 'run.json'));
    await expect(readRun(directory)).rejects.toThrow('it has no run.json');
    await expect(readRun(path.join(directory, 'none'))).rejects.toThrow('There is no such run.');
  });

  test.each(['steps.f64', 'events.jsonl'])('is shown with what it lacks: %s', async (name) => {
    const directory = await madeRun(temporaryFolder());
    const run = await readRun(directory);
    expect((await snapshotRun(run)).damages).toEqual([]);
    await rm(path.join(directory, name));
    const { damages } = await snapshotRun(run);
    expect(damages).toEqual([expect.stringContaining(`This run has no ${name}`)]);
  });
});

describe('the runs in a folder', () => {
  test('are listed newest first, damaged ones with what is wrong', async () => {
    const runs = temporaryFolder();
    const older = await madeRun(runs);
    await mkdir(path.join(runs, '2000-01-01T00-00-00Z-none-00000000'));
    const newer = path.join(runs, '2999-01-01T00-00-00Z-broken-00000000');
    await mkdir(newer);
    await writeFile(path.join(newer, 'run.json'), '{');
    await writeFile(path.join(runs, 'a file'), '');
    await mkdir(path.join(runs, '.hidden'));
    const listed = await listRuns(runs);
    expect(listed).toMatchObject([
      { kind: 'damaged', directory: newer, problem: { line: 1 } },
      { kind: 'run', run: { directory: older } },
      {
        kind: 'damaged',
        problem: { what: expect.stringContaining('it has no run.json') as string },
      },
    ]);
  });

  test('do not hold one that is just being made', async () => {
    const runs = temporaryFolder();
    const writer = await createRun(runs, sampleRun());
    await rm(path.join(writer.run.directory, 'run.json'));
    expect(await listRuns(runs)).toEqual([]);
    await writer.close('failed');
    expect(await listRuns(runs)).toMatchObject([{ kind: 'damaged' }]);
  });

  test('are none where there is no folder', async () => {
    expect(await listRuns(path.join(temporaryFolder(), 'none'))).toEqual([]);
  });
});

describe('the status of a run', () => {
  const writer = { pid: 1, hostname: hostname(), started: 1, token: 'a' };
  const state = (name: RunState, time: number): RunEvent => ({
    type: 'state',
    time,
    step: 0,
    state: name,
    reason: null,
  });

  test.each<[events: RunState[], alone: RunState, written: RunState]>([
    [[], 'interrupted', 'starting'],
    [['starting', 'training'], 'interrupted', 'training'],
    [['training', 'paused'], 'interrupted', 'paused'],
    [['training', 'evaluating'], 'interrupted', 'evaluating'],
    [['training', 'finished'], 'finished', 'finished'],
    [['training', 'stopped'], 'stopped', 'stopped'],
    [['training', 'failed'], 'failed', 'failed'],
    [['interrupted', 'training'], 'interrupted', 'training'],
  ])('that last said %j is %s, or %s while it is written', (names, alone, written) => {
    const events = names.map(state);
    const crashed = alone !== names.at(-1);
    expect(deriveStatus(events, null)).toMatchObject({ state: alone, crashed });
    expect(deriveStatus(events, writer)).toMatchObject({ state: written, crashed: false, writer });
  });

  test('on disk follows the lock', async () => {
    const open = await createRun(temporaryFolder(), sampleRun());
    open.appendEvent(state('training', 5));
    await open.flush();
    expect(await runStatus(open.run)).toMatchObject({
      state: 'training',
      since: 5,
      writer: { pid: process.pid },
    });
    await open.close('stopped', 'Asked to.');
    expect(await runStatus(open.run)).toMatchObject({
      state: 'stopped',
      reason: 'Asked to.',
      writer: null,
    });
  });
});
