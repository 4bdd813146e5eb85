import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { listCheckpoints } from '../../src/runs/read-checkpoint.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { runStatus } from '../../src/runs/run-status.js';
import { TrainingProcess } from '../../src/worker/client.js';
import type { Notice } from '../../src/worker/protocol.js';
import { script, tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();

/** The one run below `folder`, once it has taken a step. */
async function steppingRun(folder: string): Promise<string> {
  for (;;) {
    await wait(50);
    const names = await readdir(place.path(folder)).catch(() => []);
    for (const name of names) {
      const run = await readRun(place.path(folder, name)).catch(() => null);
      if (run !== null && (await readSteps(run)).steps.length > 2) {
        return run.directory;
      }
    }
  }
}

/** What the terminal does on Ctrl-C: every process of the group gets the signal. */
function pressControlC({ pid }: ChildProcess): void {
  process.kill(-Number(pid), 'SIGINT');
}

/** Starts the training that would go on for long. */
function start(folder: string): ReturnType<Workplace['start']> {
  return place.start('train', 'long.multimodal.ts', '--runs', folder, '--backend', 'wasm');
}

describe('a training that is ended early', () => {
  beforeAll(async () => {
    const training = `{ epochs: 9999, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }) }`;
    await place.write('long.multimodal.ts', tinyModel({ training }));
  });

  it('by Ctrl-C stops after the step, with a checkpoint of it, and exits with 130', async () => {
    const { child, ended } = start('once');
    const directory = await steppingRun('once');
    pressControlC(child);
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('press Ctrl-C again');
    const run = await readRun(directory);
    expect(await runStatus(run)).toMatchObject({ state: 'stopped' });
    const { states } = await listCheckpoints(run);
    expect(states.at(-1)?.step).toBe((await readSteps(run)).steps.length);
  });

  it('by a second Ctrl-C ends at once, in the middle of a step; the run is readable', async () => {
    const training = `{ epochs: 9, batchSize: 2048, optimizer: sgd({ learningRate: 0.01 }) }`;
    const data = `coloredAndGrayMnist({ train: 2048, validation: 48, test: 48 })`;
    await place.write('slow.multimodal.ts', tinyModel({ training, data }));
    const { child, ended } = place.start('train', 'slow.multimodal.ts', '--runs', 'twice');
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    while (!said.includes('wasm')) {
      await wait(20);
    }
    pressControlC(child);
    while (!said.includes('press Ctrl-C again')) {
      await wait(20);
    }
    pressControlC(child);
    expect((await ended).code).toBe(130);
    const [name] = await readdir(place.path('twice'));
    const run = await readRun(place.path('twice', name));
    expect(['interrupted', 'stopped']).toContain((await runStatus(run)).state);
  });

  it('by the death of its host is checkpointed and marked as interrupted', async () => {
    const { child, ended } = start('orphan');
    const directory = await steppingRun('orphan');
    child.kill('SIGKILL');
    await ended;
    const run = await readRun(directory);
    for (let status = await runStatus(run); status.writer !== null; status = await runStatus(run)) {
      await wait(50);
    }
    expect(await runStatus(run)).toMatchObject({ state: 'interrupted', reason: /gone/ });
    const { states } = await listCheckpoints(run);
    expect(states.at(-1)?.step).toBe((await readSteps(run)).steps.length);
  });
});

describe('a demo', () => {
  it('ends by Ctrl-C while it measures how long a step takes', async () => {
    const { child, ended } = place.start('demo', '--seconds', '5');
    await once(child.stderr ?? child, 'data');
    await wait(1000);
    pressControlC(child);
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toBe('');
  });
});

describe('a disk that takes no more', () => {
  const limit = ['-c', 'ulimit -f 16; exec "$@"', 'sh'];

  it.skipIf(process.platform === 'win32')('ends the run with one message', async () => {
    const training = `{ epochs: 9999, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }),
      checkpoints: { everyMinutes: null }, utilization: { every: null } }`;
    const data = `coloredAndGrayMnist({ train: 16, validation: 4, test: 4 })`;
    await place.write('full.multimodal.ts', tinyModel({ training, data }));
    const train = ['train', 'full.multimodal.ts', '--runs', 'full', '--backend', 'wasm'];
    const { code, stderr } = await place.startProgram(
      'sh',
      ...limit,
      process.execPath,
      script,
      ...train,
    ).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toMatch(/Cannot write the run/);
    expect(stderr).not.toContain('without a word');
  });
});

describe('the client of a training process', () => {
  function request(runsDirectory: string, modelFile = 'long.multimodal.ts') {
    return {
      modelFile: place.path(modelFile),
      runsDirectory: place.path(runsDirectory),
      ...{ balancing: null, only: null, epochs: null, maxSteps: null, seed: null },
      ...{ backend: 'wasm' as const, initialWeights: null },
    };
  }

  it('pauses, goes on, switches the strategy and stops', async () => {
    const notices: Notice[] = [];
    const child = new TrainingProcess({ script, onNotice: (notice) => notices.push(notice) });
    const { directory } = await child.train(request('client'));
    const run = await readRun(directory);
    await steppingRun('client');
    await child.pause();
    while ((await runStatus(run)).state !== 'paused') {
      await wait(50);
    }
    const paused = (await readSteps(run)).steps.length;
    await wait(500);
    expect((await readSteps(run)).steps.length).toBe(paused);
    await child.balance({ strategy: 'guided', alpha: 0.5, window: 3, warmUpEpochs: 0 });
    await child.resume();
    while ((await readSteps(run)).steps.length <= paused) {
      await wait(50);
    }
    expect(await child.stop()).toEqual({ code: 0, signal: null });
    expect(notices.at(-1)).toMatchObject({ type: 'ended', state: 'stopped', problem: null });
    const { events } = await readEvents(run);
    const switched = events.find(({ type }) => type === 'strategy');
    expect(switched).toMatchObject({ balancing: { strategy: 'guided', alpha: 0.5 } });
    expect(events.map((event) => (event.type === 'state' ? event.state : null))).toContain(
      'paused',
    );
  });

  it('settles every request when the child is killed', async () => {
    const child = new TrainingProcess({ script });
    const training = child.train(request('killed'));
    const pausing = child.pause();
    await child.kill();
    await expect(training).rejects.toThrow(/training process/);
    await expect(pausing).rejects.toThrow(/training process/);
    await expect(child.resume()).rejects.toThrow(/has already ended/);
  });

  it('hands on what is wrong with a request, and goes on serving', async () => {
    const child = new TrainingProcess({ script });
    await expect(child.train({ ...request('wrong'), maxSteps: 0 })).rejects.toThrow(/maxSteps/);
    await expect(child.train(request('wrong', 'absent.multimodal.ts'))).rejects.toThrow(
      /no such file/i,
    );
    await expect(child.pause()).rejects.toThrow(/No training runs/);
    await child.stop();
  });
});
