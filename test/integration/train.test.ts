import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listCheckpoints } from '../../src/runs/read-checkpoint.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { runStatus } from '../../src/runs/run-status.js';
import { tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();

/** Everything of a run's steps that does not depend on the clock. */
async function timelessSteps(directory: string): Promise<unknown[]> {
  const { steps } = await readSteps(await readRun(directory));
  return [...steps].map((step) => ({ ...step, time: 0, duration: 0 }));
}

async function lastWeights(directory: string): Promise<Buffer> {
  const run = await readRun(directory);
  const { states } = await listCheckpoints(run);
  const name = String(states.at(-1)?.step).padStart(9, '0');
  return readFile(path.join(directory, 'checkpoints', name, 'weights.safetensors'));
}

describe('train', () => {
  beforeAll(async () => {
    await place.write('tiny.multimodal.ts', tinyModel());
  });

  it('writes a run that says what was trained, how, and on what', async () => {
    const result = await place.train('tiny.multimodal.ts');
    expect(result).toMatchObject({ state: 'finished', steps: 12 });
    expect(result.measuring).toBeGreaterThan(0);
    expect(result.measuring).toBeLessThan(result.elapsed);
    const run = await readRun(result.run);
    expect(run.description).toMatchObject({
      name: 'tiny',
      seed: 3,
      modalities: [
        { name: 'gray', shape: [28, 28, 1] },
        { name: 'color', shape: [28, 28, 3] },
      ],
      samples: { train: 96, validation: 48, test: 48 },
      plannedSteps: 12,
      balancing: { strategy: 'guided', alpha: 0, window: 2 },
      only: null,
      device: { backend: 'wasm' },
    });
    const { steps } = await readSteps(run);
    const modes = [...steps].map(({ mode }) => mode.kind);
    expect(modes.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'regular'));
    expect(modes.slice(7, 9)).toEqual(['rebalancing', 'rebalancing']);
    expect(modes[9]).toBe('regular');
    const { events } = await readEvents(run);
    expect(events.map(({ type }) => type)).toContain('utilization');
    expect(await runStatus(run)).toMatchObject({ state: 'finished', writer: null });
    const copy = await readFile(path.join(result.run, 'model', 'tiny.multimodal.ts'), 'utf8');
    expect(copy).toBe(tinyModel());
  });

  it('gives the same run for the same seed, byte for byte, with layers of tf.layers too', async () => {
    const layers = `branch({ stages: [convolution({ filters: 4 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.2 })] })`;
    await place.write(
      'layers.multimodal.ts',
      tinyModel({ modalities: `{ gray: ${layers}, color: convBranch({ filters: [4, 4, 4] }) }` }),
    );
    for (const file of ['tiny.multimodal.ts', 'layers.multimodal.ts']) {
      const [one, same, other] = await Promise.all(
        ['5', '5', '6'].map((seed) => place.train(file, '--seed', seed, '--backend', 'wasm')),
      );
      expect(await timelessSteps(same.run)).toEqual(await timelessSteps(one.run));
      expect((await lastWeights(same.run)).equals(await lastWeights(one.run))).toBe(true);
      expect((await lastWeights(other.run)).equals(await lastWeights(one.run))).toBe(false);
    }
  });

  it('takes the strategy, the epochs, the steps and the folder from the command line', async () => {
    const runs = place.path('elsewhere');
    const result = await place.train(
      'tiny.multimodal.ts',
      ...['--balancing', 'random', '--epochs', '5', '--max-steps', '9', '--runs', runs],
    );
    expect(path.dirname(result.run)).toBe(runs);
    const { description } = await readRun(result.run);
    expect(description).toMatchObject({ plannedSteps: 9, balancing: { strategy: 'random' } });
    expect(result.steps).toBe(9);
  });

  it('takes a strategy with its options as JSON, defaults filled in', async () => {
    const asked = { strategy: 'random', share: 0.5, weights: { color: 1 } };
    const { run } = await place.train(
      'tiny.multimodal.ts',
      ...['--max-steps', '1', '--balancing', JSON.stringify(asked)],
    );
    const { description } = await readRun(run);
    expect(description.balancing).toEqual({ ...asked, warmUpEpochs: 1 });
  });

  it('reports the validation of the weights that it ends with, also within an epoch', async () => {
    const { run, validation } = await place.train('tiny.multimodal.ts', '--max-steps', '9');
    const { events } = await readEvents(await readRun(run));
    const last = events.find((event) => event.type === 'evaluation');
    expect(last).toMatchObject({ step: 9 });
    expect(validation).toEqual(last?.evaluation);
  });

  it('trains one modality alone, without fusion and without a speed', async () => {
    const result = await place.train('tiny.multimodal.ts', '--only', 'gray');
    const run = await readRun(result.run);
    expect(run.description).toMatchObject({ only: 'gray', balancing: { strategy: 'vanilla' } });
    expect(run.description.modalities.map(({ name }) => name)).toEqual(['gray']);
    const { steps } = await readSteps(run);
    expect(steps.at(11)).toMatchObject({
      speedDifference: null,
      branches: [{ speed: null, fusionGradient: null }],
    });
    const { code, stderr } = await place.run('inspect', result.run);
    expect(code).toBe(2);
    expect(stderr).toContain('one modality alone');
  });

  it('starts from given weights', async () => {
    const first = await place.train('tiny.multimodal.ts', '--max-steps', '4');
    const { states } = await listCheckpoints(await readRun(first.run));
    const folder = String(states.at(-1)?.step).padStart(9, '0');
    const weights = path.join(first.run, 'checkpoints', folder, 'weights.safetensors');
    const common = ['--max-steps', '1', '--balancing', 'vanilla'];
    const one = await place.train('tiny.multimodal.ts', ...common, '--init', weights);
    const other = await place.train('tiny.multimodal.ts', ...common);
    const losses = await Promise.all(
      [one, other].map(async ({ run }) => (await readSteps(await readRun(run))).steps.at(0).loss),
    );
    expect(losses[0]).not.toBe(losses[1]);
  });

  it('trains with three modalities of unequal kinds from NumPy arrays', async () => {
    const { default: fixture } = await import('./support/three-modalities.js');
    await place.write('train.npz', fixture(48, 1));
    await place.write('test.npz', fixture(24, 2));
    await place.write(
      'three.multimodal.ts',
      tinyModel({
        data: `arrays({ train: 'train.npz', test: 'test.npz', holdOut: 0.25, shuffle: false })`,
        modalities: `{ image: convBranch({ filters: [4, 4] }), depth: convBranch({ filters: [3] }),
          sound: denseBranch({ units: [5, 6] }) }`,
        fusion: `mmtm({ after: [{ image: 2, depth: 1, sound: 2 }] })`,
        training: `{ epochs: 2, batchSize: 12, optimizer: adam({ learningRate: 0.01 }) }`,
      }),
    );
    const result = await place.train('three.multimodal.ts');
    const { code, stdout } = await place.run('inspect', result.run, '--json');
    expect(code).toBe(0);
    const { utilization } = JSON.parse(stdout) as { utilization: { entries: unknown[] } };
    expect(utilization.entries).toHaveLength(6);
  });
});
