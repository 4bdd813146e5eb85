import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  coloredAndGrayMnist,
  type ColoredAndGrayMnistOptions,
} from '../../../src/data/colored-and-gray-mnist.js';
import type { Split } from '../../../src/data/dataset.js';
import { asyncProblemOf } from '../../support/problem-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeIdx } from './write-arrays.js';

const load = (options: ColoredAndGrayMnistOptions, seed = 7) =>
  coloredAndGrayMnist(options).load('/', seed);

const small = { train: 40, validation: 20, test: 30 };

async function readAll(split: Split): Promise<{ gray: Float32Array; color: Float32Array }> {
  const samples = await split.read(Int32Array.from({ length: split.size }, (_, index) => index));
  return { gray: samples.get('gray') ?? fail(), color: samples.get('color') ?? fail() };
}

function fail(): never {
  throw new Error('A modality is missing.');
}

/** The colour that each digit of a split without noise is painted in: the colour where its ink is strongest. */
async function colorsOf(split: Split): Promise<number[][]> {
  const { gray, color } = await readAll(split);
  return Array.from({ length: split.size }, (_, sample) => {
    const picture = gray.subarray(sample * 784, (sample + 1) * 784);
    const pixel = picture.indexOf(Math.max(...picture));
    return [0, 1, 2].map(
      (channel) => (color[(sample * 784 + pixel) * 3 + channel] + 0.2) / (picture[pixel] + 0.2),
    );
  });
}

/** Per class, per channel, the mean of the colours of its samples. */
function classMeans(colors: readonly number[][], labels: Int32Array): number[][] {
  return Array.from({ length: 10 }, (_, digit) => {
    const own = colors.filter((__, sample) => labels[sample] === digit);
    return [0, 1, 2].map(
      (channel) => own.reduce((sum, color) => sum + color[channel], 0) / own.length,
    );
  });
}

const distance = (left: readonly number[], right: readonly number[]) =>
  Math.hypot(...left.map((value, channel) => value - right[channel]));

function nearestMean(color: readonly number[], means: readonly number[][]): number {
  const distances = means.map((mean) => distance(color, mean));
  return distances.indexOf(Math.min(...distances));
}

describe('coloredAndGrayMnist, drawn', () => {
  it('has the defaults that it documents', async () => {
    const source = coloredAndGrayMnist();
    expect(source.description).toEqual({
      kind: 'coloredAndGrayMnist',
      source: 'drawn',
      variance: 0.03,
      grayNoise: 0.25,
    });
    const { splits, modalities, classes, shuffle } = await source.load('/', 1);
    expect([splits.train.size, splits.validation.size, splits.test.size]).toEqual([
      4000, 1000, 2000,
    ]);
    expect(modalities).toEqual([
      { name: 'gray', shape: [28, 28, 1], kind: 'image' },
      { name: 'color', shape: [28, 28, 3], kind: 'image' },
    ]);
    expect(classes).toHaveLength(10);
    expect(shuffle).toBe(true);
  });

  it('gives the same bytes for the same seed, others for another', async () => {
    const [first, second, other] = await Promise.all([load(small), load(small), load(small, 8)]);
    for (const name of ['train', 'validation', 'test'] as const) {
      const values = await readAll(first.splits[name]);
      expect(await readAll(second.splits[name])).toEqual(values);
      const others = await readAll(other.splits[name]);
      expect(others.gray).not.toEqual(values.gray);
      expect(others.color).not.toEqual(values.color);
    }
  });

  it('gives a sample the same values in any batch', async () => {
    const { train } = (await load(small)).splits;
    const { gray } = await readAll(train);
    const batch = await train.read(Int32Array.of(17, 3));
    expect(batch.get('gray')?.subarray(784)).toEqual(gray.subarray(3 * 784, 4 * 784));
  });

  it('changes nothing about training with the sizes of the other splits', async () => {
    const few = await readAll((await load(small)).splits.train);
    const many = await readAll((await load({ ...small, validation: 50, test: 60 })).splits.train);
    expect(many).toEqual(few);
  });

  it('shows other digits in each split', async () => {
    const { splits } = await load({ train: 20, validation: 20, test: 20, grayNoise: 0 });
    const [train, validation, test] = await Promise.all(
      [splits.train, splits.validation, splits.test].map(readAll),
    );
    expect(validation.gray).not.toEqual(train.gray);
    expect(test.gray).not.toEqual(train.gray);
    expect(test.gray).not.toEqual(validation.gray);
  });

  it('keeps values in 0–1 less 0.2', async () => {
    const { gray, color } = await readAll((await load({ ...small, variance: 0.5 })).splits.train);
    for (const values of [gray, color]) {
      expect(values.every((value) => value >= -0.2001 && value <= 0.8001)).toBe(true);
    }
  });

  it('shows the same digit in both modalities: colour is ink times one colour a sample', async () => {
    const { train } = (await load({ ...small, grayNoise: 0 })).splits;
    const colors = await colorsOf(train);
    const { gray, color } = await readAll(train);
    const worst = color.reduce((most, value, index) => {
      const pixel = Math.floor(index / 3);
      const painted = (gray[pixel] + 0.2) * colors[Math.floor(pixel / 784)][index % 3] - 0.2;
      return Math.max(most, Math.abs(value - painted));
    }, 0);
    expect(worst).toBeLessThan(1e-5);
  });

  it('adds noise of the given deviation to the gray image alone', async () => {
    const clean = await readAll((await load({ ...small, grayNoise: 0 })).splits.train);
    const noisy = await readAll((await load({ ...small, grayNoise: 0.1 })).splits.train);
    expect(noisy.color).toEqual(clean.color);
    // Where clipping cannot reach.
    const noise = Array.from(noisy.gray.map((value, index) => value - clean.gray[index])).filter(
      (_, index) => Math.abs(clean.gray[index] - 0.3) < 0.1,
    );
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const squares = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    expect(noise.length).toBeGreaterThan(300);
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.sqrt(squares)).toBeCloseTo(0.1, 1.5);
  });
});

describe('coloredAndGrayMnist, its colours', () => {
  it('spread around their class’s mean with the given variance in training and validation', async () => {
    const variance = 0.0025;
    const { train, validation } = (
      await load({ train: 2000, validation: 2000, test: 10, grayNoise: 0, variance })
    ).splits;
    const colors = await colorsOf(train);
    const means = classMeans(colors, train.labels);
    const held = classMeans(await colorsOf(validation), validation.labels);
    means.forEach((mean, digit) => {
      expect(distance(mean, held[digit])).toBeLessThan(0.025);
    });
    // Channels whose mean is near 1 are clipped, and so vary less.
    const squares = colors.flatMap((color, sample) =>
      color.flatMap((value, channel) => {
        const mean = means[train.labels[sample]][channel];
        return mean < 0.85 ? [(value - mean) ** 2] : [];
      }),
    );
    const found = squares.reduce((sum, square) => sum + square, 0) / squares.length;
    expect(found / variance).toBeGreaterThan(0.93);
    expect(found / variance).toBeLessThan(1.07);
  });

  it('give the class away in training and validation, and say nothing of it in test', async () => {
    const { splits } = await load(
      { train: 500, validation: 500, test: 3000, grayNoise: 0, variance: 1e-6 },
      2,
    );
    const means = classMeans(await colorsOf(splits.train), splits.train.labels);
    const guess = async (split: Split) =>
      (await colorsOf(split)).map((color) => nearestMean(color, means));
    expect(await guess(splits.validation)).toEqual(Array.from(splits.validation.labels));
    const chosen = await guess(splits.test);
    for (let digit = 0; digit < 10; digit += 1) {
      const own = chosen.filter((_, sample) => splits.test.labels[sample] === digit);
      for (let mean = 0; mean < 10; mean += 1) {
        // 300 digits a class, each of ten colours with chance 0.1: four and a half deviations around 30.
        const times = own.filter((index) => index === mean).length;
        expect(Math.abs(times - 30)).toBeLessThan(24);
      }
    }
  });
});

describe('coloredAndGrayMnist, from MNIST’s files', () => {
  const blank = (count: number, first: number) => ({
    images: writeIdx(
      [count, 28, 28],
      Uint8Array.from({ length: count * 784 }, (_, index) => first + Math.floor(index / 784)),
    ),
    labels: writeIdx(
      [count],
      Uint8Array.from({ length: count }, (_, index) => index % 10),
    ),
  });

  async function mnistFolder(): Promise<string> {
    const directory = temporaryFolder();
    const [train, test] = [blank(30, 100), blank(10, 200)];
    await writeFile(path.join(directory, 'train-images-idx3-ubyte'), train.images);
    await writeFile(path.join(directory, 'train-labels-idx1-ubyte'), train.labels);
    await writeFile(path.join(directory, 't10k-images-idx3-ubyte'), test.images);
    await writeFile(path.join(directory, 't10k-labels-idx1-ubyte'), test.labels);
    return directory;
  }

  it('holds validation out of training, each digit with its own label', async () => {
    const directory = await mnistFolder();
    const source = coloredAndGrayMnist({
      source: { directory: path.basename(directory) },
      validation: 8,
      grayNoise: 0,
    });
    const { splits } = await source.load(path.dirname(directory), 1);
    const numbers = async (split: Split) => {
      const { gray } = await readAll(split);
      return Array.from({ length: split.size }, (_, sample) =>
        Math.round((gray[sample * 784] + 0.2) * 255),
      );
    };
    const [train, validation] = [await numbers(splits.train), await numbers(splits.validation)];
    expect([train.length, validation.length, splits.test.size]).toEqual([22, 8, 10]);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, index) => 100 + index),
    );
    expect(Array.from(splits.train.labels)).toEqual(train.map((number) => number % 10));
    expect((await numbers(splits.test)).every((number) => number >= 200)).toBe(true);
  });

  it('says how many digits there are where more are asked for', async () => {
    const directory = await mnistFolder();
    const problem = await asyncProblemOf(() => load({ source: { directory } }));
    expect(problem).toMatchObject({ code: 'data', file: directory });
    expect(problem.what).toContain('30 digits');
  });
});

describe('coloredAndGrayMnist refuses', () => {
  it.each<[string, object, string]>([
    ['a size of 0', { train: 0 }, 'coloredAndGrayMnist.train'],
    ['a negative variance', { variance: -1 }, 'coloredAndGrayMnist.variance'],
    ['an unknown source', { source: 'download' }, 'coloredAndGrayMnist.source'],
    ['noise that is no number', { grayNoise: '0.2' }, 'coloredAndGrayMnist.grayNoise'],
  ])('%s', async (_, options, entry) => {
    expect(await asyncProblemOf(() => coloredAndGrayMnist(options))).toMatchObject({
      code: 'model-file',
      entry,
    });
  });

  it('an unknown option, with the nearest one', async () => {
    const misspelt: object = { grayNose: 0.1 };
    const problem = await asyncProblemOf(() => coloredAndGrayMnist(misspelt));
    expect(problem.remedy).toContain('grayNoise');
  });
});
