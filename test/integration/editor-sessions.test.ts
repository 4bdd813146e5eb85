import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChildSession, GivenUp, type Beginning } from '../../src/editor/sessions/child-session.js';
import { nodeBinary } from '../../src/editor/sessions/node-binary.js';
import { livingWriter } from '../../src/runs/lock-holder.js';
import { readRun } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { TrainingProcess } from '../../src/worker/client.js';
import { asyncProblemOf } from '../support/problem-of.js';
import { script, tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();

/** Sessions that a test has started. */
const started: ChildSession[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((session) => session.stopAtOnce()));
});

/** A session as the editor has it, and what it was told of. */
function sessionOf(name: string) {
  const changed = new Set<() => void>();
  const output: string[] = [];
  const session: ChildSession = new ChildSession({
    modelFile: place.path(name),
    start: (onNotice) =>
      new TrainingProcess({ script, onNotice, onOutput: (text) => output.push(text) }),
    onChange: () => {
      for (const look of changed) {
        look();
      }
    },
    onUnreadable: (problem) => {
      throw new Error(problem.what);
    },
  });
  started.push(session);
  /** Settles once `holds` does, as a view that is told of changes would see it. */
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (holds()) {
          changed.delete(look);
          resolve();
        }
      };
      changed.add(look);
      look();
    });
  return { session, until, output };
}

function training(name: string): Beginning['ask'] {
  return (child) =>
    child.train({
      modelFile: place.path(name),
      runsDirectory: place.path('runs'),
      backend: 'wasm',
      ...{ balancing: null, only: null, epochs: null, maxSteps: null, seed: null },
      initialWeights: null,
    });
}

const patient = { limit: 120_000, signal: new AbortController().signal };

/** Begins to train a model file. */
async function begun(name: string) {
  const { session, ...others } = sessionOf(name);
  await session.begin({ ask: training(name), ...patient });
  const directory = session.directory ?? '';
  return { session, directory, ...others };
}

const long = `{ epochs: 9999, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }) }`;

beforeAll(async () => {
  await place.write('long.multimodal.ts', tinyModel({ training: long }));
  await place.write('short.multimodal.ts', tinyModel());
});

describe('a session of the editor', () => {
  it('tells how far it is, and how it ended', async () => {
    const { session } = await begun('short.multimodal.ts');
    expect(session.state).toBe('training');
    expect(await session.ended).toEqual({ state: 'finished', problem: null, crashed: false });
    expect(session.state).toBe('ended');
    expect(session.progress).toMatchObject({ step: 12, plannedSteps: 12, epoch: 2, timeLeft: 0 });
    expect(session.progress?.lastStep).not.toBeNull();
  });

  it('pauses, switches its balancing while it is paused, resumes and stops', async () => {
    const { session, until, directory } = await begun('long.multimodal.ts');
    await until(() => (session.progress?.step ?? 0) > 0);
    await session.pause();
    expect(['pausing', null]).toContain(session.pending);
    await until(() => session.state === 'paused' && session.pending === null);
    await session.balance({ strategy: 'vanilla' });
    await until(() => session.balancing?.strategy === 'vanilla' && session.pending === null);
    expect(session.state).toBe('paused');
    await session.resume();
    await until(() => session.state !== 'paused' && session.pending === null);
    await session.stop();
    expect(session.outcome).toMatchObject({ state: 'stopped', crashed: false });
    expect(await runStatus(await readRun(directory))).toMatchObject({ state: 'stopped' });
  });

  it('refuses a balancing that does not fit, and trains on', async () => {
    const { session } = await begun('long.multimodal.ts');
    const fixed = { strategy: 'fixed', modality: 'sound', share: 0.5, warmUpEpochs: 0 } as const;
    const { what } = await asyncProblemOf(() => session.balance(fixed));
    expect(what).toContain('sound');
    expect(session.pending).toBeNull();
    expect(session.state).not.toBe('ended');
  });

  it('whose child is killed has crashed, and its run can be continued', async () => {
    const { session, until, directory } = await begun('long.multimodal.ts');
    await until(() => (session.progress?.step ?? 0) > 2);
    process.kill(livingWriter(directory)?.pid ?? 0, 'SIGKILL');
    const { state, crashed, problem } = await session.ended;
    expect({ state, crashed }).toEqual({ state: 'interrupted', crashed: true });
    expect(problem?.remedy).toContain('continue');
    const again = sessionOf('long.multimodal.ts');
    const goOn = { run: directory, checkpoint: 'last', backend: null } as const;
    await again.session.begin({ ask: (child) => child.continueRun(goOn), ...patient });
    expect(again.session.directory).toBe(directory);
    await again.session.stop();
  });

  it('that a person stops at once was stopped, and its run says so and can be continued', async () => {
    const { session, until, directory } = await begun('long.multimodal.ts');
    await until(() => (session.progress?.step ?? 0) > 2);
    await session.stopAtOnce();
    expect(session.outcome).toEqual({ state: 'stopped', problem: null, crashed: false });
    const status = await runStatus(await readRun(directory));
    expect(status).toMatchObject({ state: 'stopped', crashed: false, writer: null });
    expect(status.reason).toContain('stopped at once');
    const again = sessionOf('long.multimodal.ts');
    const goOn = { run: directory, checkpoint: 'last', backend: null } as const;
    await again.session.begin({ ask: (child) => child.continueRun(goOn), ...patient });
    await again.session.stop();
  });
});

describe('a model file that does not load', () => {
  async function failure(text: string, limit = 120_000) {
    await place.write('bad.multimodal.ts', text);
    const { session, output } = sessionOf('bad.multimodal.ts');
    const problem = await asyncProblemOf(() =>
      session.begin({ ask: training('bad.multimodal.ts'), ...patient, limit }),
    );
    await session.ended;
    return { problem, output: output.join('') };
  }

  it('because it throws is a problem at its line', async () => {
    const { problem } = await failure(`\nthrow new Error('no data today');\n`);
    expect(problem).toMatchObject({ code: 'model-file', line: 2 });
    expect(problem.what).toContain('no data today');
  });

  it('because it never ends is given up after its time', async () => {
    const { problem } = await failure(`for (;;) {}\n`, 3_000);
    expect(problem).toMatchObject({ code: 'model-file', file: place.path('bad.multimodal.ts') });
    expect(problem.what).toContain('within 3 seconds');
    expect(problem.remedy).toContain('modalityLens.loadingTimeout');
  });

  it('because it ends its process is a problem of the file, with what it printed', async () => {
    const { problem } = await failure(`console.log('so long');\nprocess.exit(3);\n`);
    expect(problem).toMatchObject({ code: 'model-file', file: place.path('bad.multimodal.ts') });
    expect(problem.what).toMatch(/exit code 3.*so long/s);
    expect(problem.remedy).toContain('process.exit');
  });

  it('is given up when the person does, although it never ends', async () => {
    await place.write('endless.multimodal.ts', `for (;;) {}\n`);
    const { session } = sessionOf('endless.multimodal.ts');
    const beginning = session.begin({ ask: training('endless.multimodal.ts'), ...patient });
    expect(session.state).toBe('loading');
    await Promise.all([expect(beginning).rejects.toBeInstanceOf(GivenUp), session.stop()]);
    expect(session.state).toBe('ended');
  });
});

it('a model file that prints megabytes trains all the same', async () => {
  const text = `for (let line = 0; line < 20_000; line += 1) console.log('x'.repeat(200));\n`;
  await place.write(
    'loud.multimodal.ts',
    text + (await readFile(place.path('short.multimodal.ts'), 'utf8')),
  );
  const { session, output } = await begun('loud.multimodal.ts');
  expect(await session.ended).toMatchObject({ state: 'finished' });
  expect(output.join('').length).toBeGreaterThan(4e6);
});

describe('the Node binary that a person has chosen', () => {
  it('is taken where it runs and is new enough', async () => {
    expect(await nodeBinary(process.execPath)).toEqual({
      node: process.execPath,
      environment: {},
    });
  });

  it('is refused where there is none, with the setting that is to be corrected', async () => {
    const { entry, remedy } = await asyncProblemOf(() => nodeBinary(place.path('no-node')));
    expect(entry).toBe('modalityLens.node');
    expect(remedy).toContain('leave it empty');
  });

  it('is refused where it is something else', async () => {
    const { what } = await asyncProblemOf(() => nodeBinary('/bin/echo'));
    expect(what).toContain('needs Node.js 20 or newer');
  });
});
