import { access, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { listCheckpoints } from '../../src/runs/read-checkpoint.js';
import { readRun } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { lineOf } from '../support/line-of.js';
import { tinyModel, Workplace, type Ended } from './support/command-line.js';

const place = await Workplace.create();

/** Trains `source` and checks that it ends with one message of few lines, and that no run is left behind. */
async function refused(name: string, source: string, ...parameters: string[]): Promise<Ended> {
  await place.write(name, source);
  const ended = await place.run('train', name, '--backend', 'wasm', ...parameters);
  expect(ended.stdout).toBe('');
  expect(ended.stderr.trim().split('\n').length).toBeLessThanOrEqual(4);
  expect(ended.stderr).not.toMatch(/^ +at /m);
  await expect(access(place.path('.modality-lens'))).rejects.toThrow();
  return ended;
}

describe('a mistake in a model file is one message with its line, and no run is left behind', () => {
  const cases: [string, Record<string, string>, string, RegExp][] = [
    ['a misspelt import', { fusion: `mmtn({ after: [1] })` }, '', /mmtm/],
    [
      'a modality without data',
      {
        modalities: `{ gray: convBranch({ filters: [4] }), colour: convBranch({ filters: [4] }) }`,
      },
      'colour',
      /color/,
    ],
    [
      'data without a modality',
      {
        modalities: `{ gray: convBranch({ filters: [4, 4] }) }`,
        fusion: 'null',
        balancing: `{ strategy: 'vanilla' }`,
      },
      'modalities',
      /color/,
    ],
    [
      'a fusion after a stage that is not there',
      { fusion: `mmtm({ after: [1, 3] })` },
      'fusion',
      /2/,
    ],
    [
      'an option that is not there',
      { training: `{ epoch: 1, batchSize: 4, optimizer: sgd({ learningRate: 1 }) }` },
      'epoch',
      /epochs/,
    ],
    [
      'a learning rate that is none',
      { training: `{ epochs: 1, batchSize: 4, optimizer: sgd({ learningRate: -1 }) }` },
      '',
      /learningRate/,
    ],
    [
      'a batch larger than the data',
      { training: `{ epochs: 1,\n    batchSize: 97, optimizer: sgd({ learningRate: 1 }) }` },
      'batchSize: 97',
      /96 samples/,
    ],
    [
      'missing files',
      { data: `coloredAndGrayMnist({ source: { directory: 'mnist' } })` },
      '',
      /mnist/,
    ],
    [
      'a throw of its own',
      { name: `(() => { throw new Error('my own mistake'); })()` },
      'my own',
      /my own mistake/,
    ],
  ];

  it.each(cases)('%s', async (name, changes, place_, pattern) => {
    let source = tinyModel(changes);
    if (name === 'a misspelt import') {
      source = source.replace('mmtm, sgd', 'mmtn, sgd');
    }
    const { code, stderr } = await refused('wrong.multimodal.ts', source);
    expect(code).toBe(1);
    expect(stderr).toMatch(pattern);
    if (place_ !== '') {
      const line = lineOf(source, place_);
      expect(stderr).toMatch(new RegExp(`wrong\\.multimodal\\.ts:${line}\\b`));
    }
  });

  it('a syntax error', async () => {
    const source = tinyModel().replace('mmtm({ after: [1, 2] })', 'mmtm({ after: [1, 2 })');
    const { code, stderr } = await refused('wrong.multimodal.ts', source);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`wrong\\.multimodal\\.ts:${lineOf(source, 'mmtm({')}`));
  });

  it('something else exported', async () => {
    const { code, stderr } = await refused('wrong.multimodal.ts', 'export default { name: 1 };\n');
    expect(code).toBe(1);
    expect(stderr).toContain('defineMultimodal');
  });
});

describe('a wrong use of the command', () => {
  it.each([
    [['train'], /missing required argument/],
    [['train', 'tiny.multimodal.ts', '--balancing', 'guidde'], /guided/],
    [['train', 'tiny.multimodal.ts', '--balancing', '{"strategy":"random","shar":1}'], /share/],
    [['train', 'tiny.multimodal.ts', '--balancing', '{"strategy"'], /no JSON/],
    [['train', 'tiny.multimodal.ts', '--backend', 'cuda'], /tensorflow-gpu/],
    [['train', 'tiny.multimodal.ts', '--epochs', '0'], /whole number from 1/],
    [['inspect', 'run', '--checkpoint', 'newest'], /best, last/],
    [['trian', 'tiny.multimodal.ts'], /train/],
    [['train', 'tiny.multimodal.ts', '--only', 'grey'], /gray/],
  ])('%j exits with 2', async (parameters, pattern) => {
    await place.write('tiny.multimodal.ts', tinyModel());
    const { code, stdout, stderr } = await place.run(...parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(pattern);
  });

  it('has help for each verb', async () => {
    for (const verb of ['train', 'inspect', 'events', 'backends', 'demo']) {
      const { code, stdout } = await place.run(verb, '--help');
      expect(code).toBe(0);
      expect(stdout).toContain(`modality-lens ${verb}`);
    }
  });

  it('names what is missing, damaged or not there', async () => {
    for (const verb of ['inspect', 'events']) {
      const { code, stderr } = await place.run(verb, 'no-such-run');
      expect(code).toBe(1);
      expect(stderr).toContain('no-such-run');
    }
    const { code, stderr } = await refused(
      'tiny.multimodal.ts',
      tinyModel(),
      '--init',
      'absent.safetensors',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('absent.safetensors');
  });
});

describe('a loss that turns NaN', () => {
  it('ends the run, marks it, and keeps its last good checkpoint', async () => {
    const training = `{ epochs: 3, batchSize: 16, optimizer: sgd({ learningRate: 1e30 }),
      checkpoints: { everySteps: 1 } }`;
    await place.write('diverging.multimodal.ts', tinyModel({ training }));
    const ended = await place.run('train', 'diverging.multimodal.ts', '--runs', 'runs', '--json');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/lower learning rate/);
    const [name] = await readdir(place.path('runs'));
    const run = await readRun(place.path('runs', name));
    expect(await runStatus(run)).toMatchObject({ state: 'failed', reason: /Step \d+/ });
    const { states, problems } = await listCheckpoints(run);
    expect(problems).toEqual([]);
    expect(states.length).toBeGreaterThan(0);
  });
});
