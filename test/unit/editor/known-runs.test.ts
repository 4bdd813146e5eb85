import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { DamagedRun, KnownRun } from '../../../src/editor/runs/known-run.js';
import { KnownRuns } from '../../../src/editor/runs/known-runs.js';
import type { RunEvent } from '../../../src/record/event.js';
import { createRun } from '../../../src/runs/create-run.js';
import { runFile } from '../../../src/runs/run-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleRun } from '../runs/support/samples.js';

/** Makes a run that has ended; its directory. */
async function endedRun(runsDirectory: string, name: string): Promise<string> {
  const writer = await createRun(runsDirectory, sampleRun({ name }));
  await writer.close('finished', null);
  return writer.run.directory;
}

function names(runs: readonly (KnownRun | DamagedRun)[]): string[] {
  return runs.map((run) => (run.kind === 'run' ? run.description.name : 'damaged'));
}

const evaluated: RunEvent = {
  ...{ type: 'evaluation', time: 1, step: 2 },
  evaluation: {
    ...{ split: 'validation', samples: 10, accuracy: 0.75, loss: 1, branchAccuracies: [0.5, 0.5] },
  },
};

test('lists runs with their state, damaged ones among them with what is wrong', async () => {
  const folder = temporaryFolder();
  await endedRun(folder, 'whole');
  await mkdir(path.join(folder, '0000-half-deleted'));
  const newer = await endedRun(folder, 'newer');
  await writeFile(runFile(newer, 'description'), '{"schemaVersion": 99}');
  const runs = await new KnownRuns().list(folder);
  expect(names(runs).sort()).toEqual(['damaged', 'damaged', 'whole']);
  const whole = runs.find((run) => run.kind === 'run');
  expect(whole?.status).toMatchObject({ state: 'finished', writer: null });
  const problems = runs.flatMap((run) => (run.kind === 'damaged' ? [run.problem.what] : []));
  expect(problems.some((what) => what.includes('newer Modality Lens'))).toBe(true);
});

test('gives the newest runs before the others, and says whether there are others', async () => {
  const folder = temporaryFolder();
  const made = [];
  for (const name of ['one', 'two', 'three']) {
    made.push(path.basename(await endedRun(folder, name)));
  }
  const known = new KnownRuns();
  const all = await known.list(folder);
  expect(all.map(({ directory }) => path.basename(directory))).toEqual(made.sort().reverse());
  expect(await known.newest(folder, 2)).toEqual({ runs: all.slice(0, 2), areAll: false });
  expect(await known.newest(folder, 3)).toEqual({ runs: all, areAll: true });
});

test('a folder that is not there has no runs; one that is a file says so', async () => {
  const folder = temporaryFolder();
  const known = new KnownRuns();
  expect(await known.list(path.join(folder, 'none'))).toEqual([]);
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  expect(await known.list(file)).toMatchObject([{ kind: 'damaged', directory: file }]);
});

test('sees what a run has gained since it was read, and nothing where its files are as they were', async () => {
  const folder = temporaryFolder();
  const directory = await endedRun(folder, 'run');
  const known = new KnownRuns();
  const [before] = await known.list(folder);
  const [same] = await known.list(folder);
  expect(before).toMatchObject({ summary: { accuracy: null } });
  // The very description that was read before: it was not read again.
  expect(same.kind === 'run' && before.kind === 'run' && same.description).toBe(
    before.kind === 'run' && before.description,
  );
  await appendFile(runFile(directory, 'events'), `${JSON.stringify(evaluated)}\n`);
  expect(await known.list(folder)).toMatchObject([{ summary: { accuracy: 0.75 } }]);
});

test('whoever looks at the same time sees the same, what came before included', async () => {
  const folder = temporaryFolder();
  const directory = await endedRun(folder, 'run');
  const known = new KnownRuns();
  await known.list(folder);
  await appendFile(runFile(directory, 'events'), `${JSON.stringify(evaluated)}\n`);
  const looks = await Promise.all([1, 2, 3, 4].map(() => known.read(directory)));
  expect(looks.map(({ summary }) => summary.accuracy)).toEqual([0.75, 0.75, 0.75, 0.75]);
  expect(looks.map(({ status }) => status.state)).toEqual(Array(4).fill('finished'));
});

test('a run that is deleted is gone, and one of the same name is read anew', async () => {
  const folder = temporaryFolder();
  const directory = await endedRun(folder, 'one');
  const known = new KnownRuns();
  const [run] = await known.list(folder);
  await rm(directory, { recursive: true });
  expect(await known.list(folder)).toEqual([]);
  await mkdir(directory);
  const description = run.kind === 'run' ? { ...run.description, name: 'two' } : {};
  await writeFile(runFile(directory, 'description'), JSON.stringify(description));
  expect(names(await known.list(folder))).toEqual(['two']);
});

test('a run whose writer lives is being written, and interrupted once nobody writes it', async () => {
  const folder = temporaryFolder();
  const writer = await createRun(folder, sampleRun({ name: 'live' }));
  writer.appendEvent({ type: 'state', time: 1, step: 0, state: 'training', reason: null });
  await writer.flush();
  const known = new KnownRuns();
  expect(await known.read(writer.run.directory)).toMatchObject({
    status: { state: 'training', writer: { pid: process.pid } },
  });
  // As a killed process leaves it: no event tells the end.
  await rm(runFile(writer.run.directory, 'lock'));
  expect(await known.read(writer.run.directory)).toMatchObject({
    status: { state: 'interrupted', crashed: true, writer: null },
  });
});
