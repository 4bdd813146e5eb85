import { beforeAll, describe, expect, it } from 'vitest';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { readSafetensors } from '../../src/runs/safetensors.js';
import { tinyModel, Workplace, type TrainingResult } from './support/command-line.js';

const place = await Workplace.create();
let trained: TrainingResult;
let exported: string;

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  trained = await place.train('tiny.multimodal.ts', '--backend', 'wasm');
  exported = place.path('exported.safetensors');
  const { code, stderr } = await place.run('weights', 'export', trained.run, '--out', exported);
  expect(`${String(code)} ${stderr}`).toBe('0 ');
});

/** What a training shows that starts from the weights in `file`. */
async function startedFrom(file: string): Promise<{ losses: number[]; initialWeights?: unknown }> {
  const options = ['--backend', 'wasm', '--init', file, '--max-steps', '3'];
  const run = await readRun((await place.train('tiny.multimodal.ts', ...options)).run);
  const { steps } = await readSteps(run);
  return { losses: [...steps.column('loss')], ...run.description.configuration };
}

describe('weights export', () => {
  it("writes PyTorch's names and layouts, and says which weights they are", async () => {
    const { tensors, metadata } = await readSafetensors(exported);
    expect(tensors.get('branches.1.stages.1.layer.weight')?.shape).toEqual([6, 4, 3, 3]);
    expect(tensors.get('fusions.1.mean1')?.shape).toEqual([6]);
    expect(Object.fromEntries(metadata)).toMatchObject({
      layout: 'pytorch',
      modalities: '["gray","color"]',
      step: '12',
    });
  });

  it('is taken back by train --init: the same training as from the checkpoint itself', async () => {
    const checkpoint = await startedFrom(
      `${trained.run}/checkpoints/000000012/weights.safetensors`,
    );
    const returned = await startedFrom(exported);
    expect(returned.losses).toHaveLength(3);
    expect(returned.losses).toEqual(checkpoint.losses);
    // What a run started from is part of its configuration, by the hash of the file.
    expect(returned.initialWeights).toMatch(/^[0-9a-f]{64}$/);
    expect(returned.initialWeights).not.toBe(checkpoint.initialWeights);
    expect((await readRun(trained.run)).description.configuration).not.toHaveProperty(
      'initialWeights',
    );
  });

  it('must be told where to write, and from which checkpoint there is', async () => {
    expect((await place.run('weights', 'export', trained.run)).code).toBe(2);
    const unknown = ['weights', 'export', trained.run, '--checkpoint', '7', '--out', exported];
    expect(await place.run(...unknown)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('12') as string,
    });
  });
});
