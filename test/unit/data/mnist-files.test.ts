import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseIdx } from '../../../src/data/idx.js';
import { readMnist } from '../../../src/data/mnist-files.js';
import { asyncProblemOf, throwsProblem } from '../../support/problem-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeIdx } from './write-arrays.js';

const images = (count: number) =>
  writeIdx(
    [count, 28, 28],
    Uint8Array.from({ length: count * 784 }, (_, index) => index % 251),
  );
const labels = (count: number) =>
  writeIdx(
    [count],
    Uint8Array.from({ length: count }, (_, index) => index % 10),
  );

let directory: string;

beforeEach(() => {
  directory = temporaryFolder();
});

async function writeFiles(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(directory, name), content);
  }
}

const whole = {
  'train-images-idx3-ubyte': images(12),
  'train-labels-idx1-ubyte': labels(12),
  't10k-images-idx3-ubyte': images(5),
  't10k-labels-idx1-ubyte': labels(5),
};

describe('readMnist', () => {
  it('reads the four files', async () => {
    await writeFiles(whole);
    const { train, test } = await readMnist(directory);
    expect(Array.from(train.labels)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(train.pixels).toHaveLength(12 * 784);
    expect(train.pixels[784]).toBe(784 % 251);
    expect(test.labels).toHaveLength(5);
  });

  it('reads them gzipped, with a dot in their names, beside a directory of the usual name', async () => {
    await mkdir(path.join(directory, 'train-images-idx3-ubyte'));
    await writeFiles({
      'train-images.idx3-ubyte': images(12),
      'train-labels-idx1-ubyte.gz': gzipSync(labels(12)),
      't10k-images.idx3-ubyte.gz': gzipSync(images(5)),
      't10k-labels-idx1-ubyte': labels(5),
    });
    const { train, test } = await readMnist(directory);
    expect(train.labels).toHaveLength(12);
    expect(test.pixels[784]).toBe(784 % 251);
  });

  it.each<[string, Partial<typeof whole>, string]>([
    ['counts that differ', { 'train-labels-idx1-ubyte': labels(11) }, '11 labels for the 12'],
    [
      'a label that is no digit',
      { 't10k-labels-idx1-ubyte': writeIdx([5], Uint8Array.of(1, 2, 10, 4, 5)) },
      'Label number 2 is 10',
    ],
    [
      'images of another size',
      { 'train-images-idx3-ubyte': writeIdx([12, 32, 32], new Uint8Array(12 * 1024)) },
      '32×32',
    ],
    ['labels in place of images', { 'train-images-idx3-ubyte': labels(12) }, '00000801'],
  ])('refuses %s', async (_, changed, words) => {
    await writeFiles({ ...whole, ...changed });
    const problem = await asyncProblemOf(() => readMnist(directory));
    expect(problem.code).toBe('data');
    expect(problem.file).toContain(Object.keys(changed)[0]);
    expect(problem.what).toContain(words);
  });

  it('names the file that is missing, and the way without files', async () => {
    const problem = await asyncProblemOf(() => readMnist(directory));
    expect(problem).toMatchObject({ file: directory, entry: 'train-images-idx3-ubyte' });
    expect(problem.remedy).toContain("source: 'drawn'");
  });

  it('suggests the directory that was meant', async () => {
    await mkdir(path.join(directory, 'mnist'));
    const problem = await asyncProblemOf(() => readMnist(path.join(directory, 'minst')));
    expect(problem.remedy).toContain('mnist');
  });
});

describe('parseIdx refuses', () => {
  it.each<[string, Uint8Array]>([
    ['a truncated file', images(3).subarray(0, 2000)],
    ['a header alone', images(3).subarray(0, 16)],
    ['half a header', images(3).subarray(0, 9)],
    ['nothing', new Uint8Array(0)],
    ['trailing bytes', Buffer.concat([images(3), Buffer.of(0)])],
    ['floats', Buffer.concat([Buffer.of(0, 0, 0x0d, 3), images(3).subarray(4)])],
    ['a count that lies', Buffer.concat([images(3).subarray(0, 4), Buffer.alloc(12, 255)])],
  ])('%s, plain or gzipped', async (_, bytes) => {
    expect((await asyncProblemOf(() => parseIdx(bytes, 3, 'x'))).code).toBe('data');
    expect((await asyncProblemOf(() => parseIdx(gzipSync(bytes), 3, 'x'))).code).toBe('data');
  });

  it('to inflate more than the header promises', async () => {
    const bomb = gzipSync(Buffer.concat([images(3), Buffer.alloc(5_000_000)]));
    const problem = await asyncProblemOf(() => parseIdx(bomb, 3, 'x'));
    expect(problem.what).toContain('inflates to more than');
  });

  it('a damaged archive, with nothing but Problems', () => {
    const zipped = gzipSync(images(3));
    const change = fc.tuple(fc.nat(zipped.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.nat(), (changes, end) => {
        const bytes = Buffer.from(zipped);
        for (const [index, byte] of changes) {
          bytes[index] = byte;
        }
        const cut = bytes.subarray(0, 1 + (end % bytes.length));
        throwsProblem(() => parseIdx(cut, 3, 'x'));
      }),
      { numRuns: 1000 },
    );
  });
});
