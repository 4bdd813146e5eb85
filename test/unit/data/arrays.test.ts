import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { arrays, type ArraysOptions } from '../../../src/data/arrays.js';
import { asyncProblemOf } from '../../support/problem-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type Writable, writeNpy } from './write-arrays.js';

let directory: string;

beforeEach(() => {
  directory = temporaryFolder();
});

const npy = (written: Writable, ...shape: number[]) => writeNpy(written, shape);
const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);
const floats = (...values: number[]): Writable => ({
  type: 'f4',
  values: Float32Array.from(values),
});
const bytes = (...values: number[]): Writable => ({ type: 'u1', values: Uint8Array.from(values) });

/** Twelve samples of three classes: a vector whose values tell the sample's number, and a 1×2 image. */
function twelve(): Record<string, Uint8Array> {
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  return {
    motion: npy(floats(...numbers.flatMap((number) => [number, -number])), 12, 2),
    depth: npy(bytes(...numbers.flatMap((number) => [number, 2 * number])), 12, 1, 2),
    label: npy(
      { type: 'i8', values: BigInt64Array.from(numbers, (number) => BigInt(number % 3)) },
      12,
    ),
  };
}

async function save(name: string, content: Record<string, Uint8Array>): Promise<void> {
  const files = Object.fromEntries(
    Object.entries(content).map(([array, file]) => [`${array}.npy`, file]),
  );
  await writeFile(path.join(directory, name), zipSync(files));
}

const both: ArraysOptions = { train: 'train.npz', test: 'test.npz' };
const load = (options: ArraysOptions, seed = 5) => arrays(options).load(directory, seed);

/** The problem of loading these arrays as training, beside a sound test split. */
async function problemOfTraining(changed: Record<string, Uint8Array | undefined>) {
  const content = Object.entries({ ...twelve(), ...changed }).filter(
    (entry): entry is [string, Uint8Array] => entry[1] !== undefined,
  );
  await save('train.npz', Object.fromEntries(content));
  await save('test.npz', twelve());
  return asyncProblemOf(() => load(both));
}

describe('arrays', () => {
  it('reads NPZ files, a directory of NPY files, and NPY files by name', async () => {
    const content = twelve();
    await save('train.npz', content);
    await mkdir(path.join(directory, 'held'));
    for (const [name, file] of Object.entries(content)) {
      await writeFile(path.join(directory, 'held', `${name}.npy`), file);
      await writeFile(path.join(directory, `test-${name}.npy`), file);
    }
    const dataset = await load({
      train: 'train.npz',
      validation: 'held',
      test: { depth: 'test-depth.npy', motion: 'test-motion.npy', label: 'test-label.npy' },
      classes: ['left', 'right', 'up'],
      shuffle: false,
    });
    expect(dataset.modalities).toEqual([
      { name: 'motion', shape: [2], kind: 'vector' },
      { name: 'depth', shape: [1, 2, 1], kind: 'image' },
    ]);
    expect(dataset.classes).toEqual(['left', 'right', 'up']);
    expect(dataset.shuffle).toBe(false);
    for (const split of Object.values(dataset.splits)) {
      expect(Array.from(split.labels)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
      const samples = await split.read(Int32Array.of(11, 4));
      expect(samples.get('motion')).toEqual(Float32Array.of(11, -11, 4, -4));
      expect(samples.get('depth')).toEqual(Float32Array.of(11, 22, 4, 8));
    }
  });

  it('reads what NumPy wrote', async () => {
    const fixtures = path.join(import.meta.dirname, '../../fixtures/data/numpy');
    await copyFile(path.join(fixtures, 'stored.npz'), path.join(directory, 'train.npz'));
    await copyFile(path.join(fixtures, 'compressed.npz'), path.join(directory, 'test.npz'));
    const { modalities, classes, splits } = await load({ ...both, holdOut: 0.5 });
    expect(modalities.map(({ shape }) => shape)).toEqual([[2], [2, 2, 3]]);
    expect(classes).toEqual(['0', '1', '2']);
    expect((await splits.test.read(Int32Array.of(5))).get('vector')).toEqual(
      Float32Array.of(10, 11),
    );
  });

  it('holds out a share of training by the seed, every sample once, in the order of the file', async () => {
    await save('train.npz', twelve());
    await save('test.npz', twelve());
    const parts = async (seed: number) => {
      const { train, validation } = (await load({ ...both, holdOut: 0.25 }, seed)).splits;
      return Promise.all(
        [train, validation].map(async (split) => {
          const all = Int32Array.from({ length: split.size }, (_, index) => index);
          const motion = (await split.read(all)).get('motion') ?? new Float32Array();
          const numbers = Array.from(all, (index) => motion[index * 2]);
          expect(Array.from(split.labels)).toEqual(numbers.map((number) => number % 3));
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          return numbers;
        }),
      );
    };
    const [train, validation] = await parts(5);
    expect(validation).toHaveLength(3);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index),
    );
    expect(await parts(5)).toEqual([train, validation]);
    expect(await parts(6)).not.toEqual([train, validation]);
  });

  it('are drawn as heat maps where that is said, of modalities that there are', async () => {
    await save('train.npz', twelve());
    await save('test.npz', twelve());
    const { modalities } = await load({ ...both, heatMaps: ['depth'] });
    expect(modalities.map(({ kind }) => kind)).toEqual(['vector', 'heat-map']);
    expect(arrays({ ...both, heatMaps: ['depth'] }).description).toMatchObject({
      heatMaps: ['depth'],
    });
    const problem = await asyncProblemOf(() => load({ ...both, heatMaps: ['dept'] }));
    expect(problem).toMatchObject({ code: 'data', entry: 'heatMaps', remedy: 'Write depth.' });
  });

  it('describes itself with what holds for the run', () => {
    expect(arrays(both).description).toEqual({
      kind: 'arrays',
      train: 'train.npz',
      holdOut: 0.1,
      test: 'test.npz',
      classes: null,
      shuffle: true,
    });
  });
});

describe('arrays refuses, with the place and the way out', () => {
  it('no labels, where they have another name', async () => {
    const problem = await problemOfTraining({ label: undefined, labels: twelve().label });
    expect(problem).toMatchObject({ code: 'data', file: path.join(directory, 'train.npz') });
    expect(problem.remedy).toBe('Rename labels to label.');
  });

  it('labels without a modality', async () => {
    const problem = await problemOfTraining({ motion: undefined, depth: undefined });
    expect(problem.what).toContain('no modality');
  });

  it.each<[string, Uint8Array, string]>([
    ['numbers of samples that differ', npy(floats(1, 2, 3), 3, 1), '3 samples'],
    ['not a number', npy(floats(...repeat(0, 11), NaN), 12, 1), 'sample 11 is NaN'],
    [
      'a number that 32 bits cannot hold',
      npy({ type: 'f8', values: Float64Array.from({ length: 12 }, () => 1e300) }, 12, 1),
      'sample 0 is 1e+300',
    ],
    ['one number a sample without an axis for it', npy(bytes(...repeat(0, 12)), 12), '(12)'],
    ['an empty axis', npy(bytes(), 12, 0), '(12, 0)'],
    ['too many axes', npy(bytes(...repeat(0, 12)), 12, 1, 1, 1, 1), '(12, 1, 1, 1, 1)'],
  ])('%s', async (_, motion, words) => {
    const problem = await problemOfTraining({ motion });
    expect(problem).toMatchObject({ code: 'data', entry: 'motion.npy' });
    expect(problem.what).toContain(words);
  });

  it.each<[string, Uint8Array, string]>([
    ['fractions', npy(floats(...repeat(0, 11), 0.5), 12), 'sample 11 is 0.5'],
    ['negative numbers', npy(floats(-1, ...repeat(0, 11)), 12), 'sample 0 is -1'],
    ['one class alone', npy(bytes(...repeat(0, 12)), 12), 'Every label is 0'],
    ['one-hot rows', npy(bytes(...repeat(0, 24)), 12, 2), '(12, 2)'],
    [
      'more classes than samples',
      npy({ type: 'u4', values: Uint32Array.from({ length: 12 }, () => 2e9) }, 12),
      '2000000000',
    ],
  ])('labels that are %s', async (_, label, words) => {
    const problem = await problemOfTraining({ label });
    expect(problem).toMatchObject({ code: 'data', entry: 'label.npy' });
    expect(problem.what).toContain(words);
  });

  it('a modality whose name has digits only', async () => {
    const problem = await problemOfTraining({ '7': twelve().motion });
    expect(problem).toMatchObject({ code: 'data', entry: '7.npy' });
    expect(problem.remedy).toContain('view7');
  });

  it('whole numbers written as floats are labels like any others', async () => {
    await save('train.npz', { ...twelve(), label: npy(floats(...repeat(0, 11), 1), 12) });
    await save('test.npz', { ...twelve(), label: npy(bytes(...repeat(1, 12)), 12) });
    expect((await load(both)).classes).toEqual(['0', '1']);
  });

  it('a test label that training does not show, or that `classes` does not name', async () => {
    await save('train.npz', twelve());
    await save('test.npz', { ...twelve(), label: npy(bytes(3, ...repeat(0, 11)), 12) });
    expect(await asyncProblemOf(() => load(both))).toMatchObject({
      file: path.join(directory, 'test.npz'),
      entry: 'label.npy',
      what: 'The label of sample 0 is 3, but there are 3 classes, 0 to 2.',
    });
    expect((await load({ ...both, classes: ['a', 'b', 'c', 'd'] })).classes).toHaveLength(4);
    const problem = await asyncProblemOf(() => load({ ...both, classes: ['a', 'b'] }));
    expect(problem.file).toBe(path.join(directory, 'train.npz'));
  });

  it('other modalities or shapes in test than in training', async () => {
    await save('train.npz', twelve());
    const { motion, ...others } = twelve();
    await save('test.npz', { ...others, motions: motion });
    expect((await asyncProblemOf(() => load(both))).remedy).toBe('Rename motions to motion.');
    await save('test.npz', { ...twelve(), motion: npy(floats(...repeat(0, 12)), 12, 1) });
    expect((await asyncProblemOf(() => load(both))).what).toContain('motion');
    await save('test.npz', { ...twelve(), sound: motion });
    expect((await asyncProblemOf(() => load(both))).entry).toBe('sound');
  });

  it('a file that is missing, with the nearest beside it', async () => {
    await save('train.npz', twelve());
    await save('tests.npz', twelve());
    expect(await asyncProblemOf(() => load(both))).toMatchObject({
      code: 'data',
      file: path.join(directory, 'test.npz'),
      remedy: 'Did you mean tests.npz, which lies there?',
    });
  });

  it('a directory without arrays', async () => {
    await mkdir(path.join(directory, 'empty'));
    const problem = await asyncProblemOf(() => load({ ...both, train: 'empty' }));
    expect(problem.what).toContain('no .npy files');
  });

  it('a share that leaves a split empty', async () => {
    await save('train.npz', twelve());
    await save('test.npz', twelve());
    expect((await asyncProblemOf(() => load({ ...both, holdOut: 0.01 }))).remedy).toContain(
      'holdOut',
    );
  });

  it.each<[string, object, string]>([
    ['no test', { train: 'a.npz' }, 'arrays.test'],
    ['one class', { train: 'a.npz', test: 'b.npz', classes: ['x'] }, 'arrays.classes'],
    [
      'a share beside a validation split',
      { train: 'a.npz', test: 'b.npz', validation: 'c.npz', holdOut: 0.1 },
      'arrays.holdOut',
    ],
    ['a share of one', { train: 'a.npz', test: 'b.npz', holdOut: 1 }, 'arrays.holdOut'],
  ])('%s in the options', async (_, options, entry) => {
    const problem = await asyncProblemOf(() => arrays(options as ArraysOptions));
    expect(problem).toMatchObject({ code: 'model-file', entry });
  });
});
