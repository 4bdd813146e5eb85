import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostTensor } from '../../../src/record/checkpoint.js';
import { toPyTorch } from '../../../src/runs/pytorch-layout.js';
import { writeSafetensors } from '../../../src/runs/safetensors.js';
import { importInitialWeights } from '../../../src/worker/initial-weights.js';
import { asyncProblemOf } from '../../support/problem-of.js';
import { makeNetwork, unequalSpecification } from '../network/support.js';

const modalities = ['gray', 'color'];
const pytorch = new Map([['layout', 'pytorch']]);
const network = makeNetwork(unequalSpecification(2), 1);
const other = makeNetwork(unequalSpecification(2), 2);
let folder: string;
let stateDict: Map<string, HostTensor>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'modality-lens-weights-'));
  stateDict = toPyTorch(await other.exportWeights(), modalities);
});

afterAll(async () => {
  network.dispose();
  other.dispose();
  await rm(folder, { recursive: true });
});

async function fileWith(tensors: Map<string, HostTensor>, metadata?: Map<string, string>) {
  const file = path.join(folder, 'weights.safetensors');
  await writeSafetensors(file, tensors, metadata);
  return file;
}

describe('initial weights', () => {
  it('are taken from a state_dict, and what is measured in training starts afresh without', async () => {
    const learned = new Map([...stateDict].filter(([name]) => !/running_|mean\d/.test(name)));
    expect(learned.size).toBeLessThan(stateDict.size);
    await importInitialWeights(network, await fileWith(learned, pytorch));
    expect(await network.exportWeights()).toEqual(await other.exportWeights());
  });

  it('are refused where a state_dict does not say that it is one, or the layout is unknown', async () => {
    const silent = await fileWith(stateDict);
    expect(await asyncProblemOf(() => importInitialWeights(network, silent))).toMatchObject({
      code: 'weights',
      file: silent,
      remedy: "Save a PyTorch state_dict with metadata={'layout': 'pytorch'}.",
    });
    const unknown = await fileWith(stateDict, new Map([['layout', 'jax']]));
    const problem = await asyncProblemOf(() => importInitialWeights(network, unknown));
    expect(problem.what).toContain("'jax'");
  });

  it('are refused in another order of the modalities', async () => {
    const swapped = new Map([...pytorch, ['modalities', '["color","gray"]']]);
    const file = await fileWith(stateDict, swapped);
    const problem = await asyncProblemOf(() => importInitialWeights(network, file));
    expect(problem).toMatchObject({ code: 'weights', entry: '__metadata__.modalities' });
  });

  it('are refused where one is too many, missing, or of another shape', async () => {
    const name = 'branches.0.head.weight';
    const one = { shape: [1], data: Float32Array.of(0) };
    const refused = async (tensors: Map<string, HostTensor>) => {
      const file = await fileWith(tensors, pytorch);
      const problem = await asyncProblemOf(() => importInitialWeights(network, file));
      expect(problem).toMatchObject({ code: 'weights', file });
      return problem.entry;
    };
    expect(await refused(new Map([...stateDict, ['branches.7.head.bias', one]]))).toBe(
      'branches.7.head.bias',
    );
    expect(await refused(new Map([...stateDict, [name, one]]))).toBe('gray.head.kernel');
    stateDict.delete(name);
    expect(await refused(stateDict)).toBe('gray.head.kernel');
  });
});
