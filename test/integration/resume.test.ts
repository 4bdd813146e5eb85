import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkpointName } from '../../src/runs/checkpoint-folders.js';
import { livingWriter } from '../../src/runs/lock-holder.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { runStatus } from '../../src/runs/run-status.js';
import { TrainingProcess } from '../../src/worker/client.js';
import { script, Workplace, type Started, type TrainingResult } from './support/command-line.js';
import { demandingModel } from './support/demanding-model.js';
import { lasting } from './support/same-run.js';

const place = await Workplace.create();

/** Options that are not those of the model file: a resumed run must keep to them. */
const overrides = ['--epochs', '9', '--max-steps', '33', '--seed', '5', '--backend', 'wasm'];

function train(folder: string, ...more: string[]): Started {
  const options = [...overrides, '--runs', folder, ...more];
  return place.start('train', 'demanding.multimodal.ts', '--json', ...options);
}

/** The one run in `folder`, once it has taken so many steps. */
async function steppingRun(folder: string, atLeast = 5): Promise<string> {
  for (;;) {
    await wait(20);
    const [directory] = await place.runs(folder);
    const run = directory === undefined ? null : await readRun(directory).catch(() => null);
    if (run !== null && (await readSteps(run)).steps.length >= atLeast) {
      return run.directory;
    }
  }
}

async function letGo(directory: string): Promise<void> {
  while (livingWriter(directory) !== null) {
    await wait(20);
  }
}

/** Ends a training in the middle, by `end`, and returns its run. */
async function endedBy(
  folder: string,
  end: (started: Started, pid: number) => void,
): Promise<string> {
  const started = train(folder, '--threads', '3');
  const directory = await steppingRun(folder);
  end(started, Number(livingWriter(directory)?.pid));
  await started.ended;
  await letGo(directory);
  return directory;
}

async function unbroken(): Promise<string> {
  const { stdout } = await train('unbroken', '--threads', '1').ended;
  return (JSON.parse(stdout) as TrainingResult).run;
}

beforeAll(async () => {
  const checkpoints = '{ everySteps: 4, keepLast: 2 }';
  await place.write('demanding.multimodal.ts', demandingModel(2, checkpoints));
});

describe('a run that was ended in the middle and resumed is the run that was not, on any threads', () => {
  let whole: unknown;

  beforeAll(async () => {
    whole = await lasting(await unbroken());
  });

  it.each<[string, string, (started: Started, pid: number) => void]>([
    ['Ctrl-C', 'stopped', ({ child }) => process.kill(-Number(child.pid), 'SIGINT')],
    ['SIGTERM to the training process', 'interrupted', (_, pid) => process.kill(pid, 'SIGTERM')],
    ['SIGKILL of the training process', 'interrupted', (_, pid) => process.kill(pid, 'SIGKILL')],
    ['the death of its host', 'interrupted', ({ child }) => child.kill('SIGKILL')],
  ])('ended by %s', async (how, state, end) => {
    const folder = how.replaceAll(' ', '-');
    const directory = await endedBy(folder, end);
    expect(await runStatus(await readRun(directory))).toMatchObject({ state, writer: null });
    const { device } = (await readRun(directory)).description;
    expect(device.description).toMatch(/, 3 threads\)$/);
    const { code, stdout } = await place.run('resume', directory, '--threads', '2', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run: directory, state: 'finished', steps: 33 });
    expect(await lasting(directory)).toEqual(whole);
  });
});

describe('resume', () => {
  it('goes on with one modality alone, on the backend asked for, which the run tells', async () => {
    const { child, ended } = train('only', '--only', 'gray');
    const directory = await steppingRun('only', 20);
    process.kill(-Number(child.pid), 'SIGINT');
    await ended;
    const { code } = await place.run('resume', directory, '--backend', 'cpu');
    expect(code).toBe(0);
    const run = await readRun(directory);
    expect((await readSteps(run)).steps.length).toBe(33);
    expect(run.description).toMatchObject({ only: 'gray', device: { backend: 'wasm' } });
    const { events } = await readEvents(run);
    expect(events.find(({ type }) => type === 'warning')).toMatchObject({
      message: expect.stringContaining('computes on cpu') as string,
    });
  });

  it('goes on from nothing else than what the run was', async () => {
    const directory = await endedBy('spoilt', (_, pid) => process.kill(pid, 'SIGTERM'));
    const { steps } = await readSteps(await readRun(directory));
    const last = path.join('checkpoints', checkpointName(steps.length));
    const child = new TrainingProcess({ script });
    const resumed = async (name: string, file: string, change: (text: string) => string) => {
      const copy = place.path('spoilt', name);
      await cp(directory, copy, { recursive: true });
      const changed = path.join(copy, file);
      await writeFile(changed, change(await readFile(changed, 'latin1')), 'latin1');
      const before = await readFile(path.join(copy, 'steps.f64'));
      const request = { run: copy, checkpoint: 'last', backend: null } as const;
      const problem = await child.continueRun(request).catch(String);
      expect(await readFile(path.join(copy, 'steps.f64'))).toEqual(before);
      expect(livingWriter(copy)).toBeNull();
      return problem;
    };
    expect(
      await resumed('newer', 'run.json', (text) => text.replace(/("schemaVersion": )1/, '$12')),
    ).toMatch(/A newer Modality Lens wrote this run/);
    expect(await resumed('changed', 'model/demanding.multimodal.ts', (text) => `${text} `)).toMatch(
      /copies of the model file are not what this run was made from/,
    );
    expect(
      await resumed('data', 'run.json', (text) => text.replace('"train": 80', '"train": 81')),
    ).toMatch(/The train split has 80 samples, but had 81/);
    expect(
      await resumed('weights', path.join(last, 'weights.safetensors'), (text) => text.slice(0, -9)),
    ).toMatch(/weights\.safetensors/);
    expect(
      await resumed('state', path.join(last, 'state.json'), (text) => text.slice(0, -9)),
    ).toMatch(/state\.json:\d+: This is not JSON/);
    await child.stop();
  });

  it('refuses a run that is being written, telling by whom', async () => {
    const { child, ended } = train('twice', '--epochs', '9999', '--max-steps', '99999');
    const directory = await steppingRun('twice');
    const writer = livingWriter(directory);
    const { code, stderr } = await place.run('resume', directory);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `is being written by process ${String(writer?.pid)} on ${String(writer?.hostname)}`,
    );
    process.kill(-Number(child.pid), 'SIGINT');
    await ended;
  });

  it('refuses a run that is finished', async () => {
    const { stdout } = await train('finished').ended;
    const { run } = JSON.parse(stdout) as TrainingResult;
    const again = await place.run('resume', run, '--json');
    expect(again.code).toBe(2);
    expect(JSON.parse(again.stdout)).toMatchObject({
      problem: { code: 'usage', what: expect.stringContaining('finished') as string },
    });
  });
});
