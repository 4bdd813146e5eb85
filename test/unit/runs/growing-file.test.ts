import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { appendFile, readdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { GrowingFile } from '../../../src/runs/growing-file.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const place = (): string => path.join(temporaryFolder(), 'steps.f64');

/** Takes all that there is, in pieces of at most `most` bytes; null where the file was cut off. */
async function takeAll(file: GrowingFile, most: number): Promise<Buffer | null> {
  const taken: Buffer[] = [];
  for (;;) {
    const { bytes, rewritten, more } = await file.look(most);
    if (rewritten) {
      return null;
    }
    // Before it is taken: what is read meanwhile must not come over it.
    file.take(bytes, bytes.byteLength);
    await new Promise(setImmediate);
    taken.push(Buffer.from(bytes));
    if (!more) {
      return Buffer.concat(taken);
    }
  }
}

test('a file is given in pieces, each byte once, however it grows between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 4_000 }),
      async (growths, most) => {
        const name = place();
        const file = new GrowingFile(name);
        for (const length of growths) {
          const added = randomBytes(length);
          await appendFile(name, added);
          expect(await takeAll(file, most)).toEqual(added);
        }
        expect(file.offset).toBe(growths.reduce((sum, length) => sum + length, 0));
      },
    ),
    { numRuns: 20 },
  );
});

test('a file that is cut off between two pieces is noticed, and read anew', async () => {
  const name = place();
  const file = new GrowingFile(name);
  await writeFile(name, randomBytes(10_000));
  const { bytes } = await file.look(3_000);
  file.take(bytes, bytes.byteLength);
  const written = randomBytes(2_000);
  await writeFile(name, written);
  // What was being read when it was cut off may still come.
  let all = await takeAll(file, 3_000);
  all = all === null ? all : await takeAll(file, 3_000);
  expect(all).toBeNull();
  file.restart();
  expect(await takeAll(file, 3_000)).toEqual(written);
});

test.runIf(process.platform === 'linux')(
  'a file that is not read to its end is let go of',
  async () => {
    const name = place();
    await writeFile(name, randomBytes(10_000));
    const file = new GrowingFile(name);
    const { bytes } = await file.look(3_000);
    file.take(bytes, bytes.byteLength);
    expect(await isOpen(name)).toBe(true);
    file.close();
    await expect.poll(() => isOpen(name)).toBe(false);
    // It was being opened when it was let go of.
    const other = new GrowingFile(name);
    const look = other.look(3_000);
    other.close();
    await look;
    await expect.poll(() => isOpen(name)).toBe(false);
  },
);

/** Whether this process has the file open. */
async function isOpen(name: string): Promise<boolean> {
  const open = await readdir('/proc/self/fd');
  const places = await Promise.all(
    open.map((each) => readlink(path.join('/proc/self/fd', each)).catch(() => '')),
  );
  return places.includes(name);
}
