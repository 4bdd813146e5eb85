import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseNpz } from '../../../src/data/npz.js';
import { asyncProblemOf, throwsProblem } from '../../support/problem-of.js';
import { writeNpy } from './write-arrays.js';

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures/data/numpy', name));

const signature = Buffer.from('PK\x01\x02', 'latin1');

/** The archive with the sizes of its first directory entry replaced. */
function withSizes(archive: Uint8Array, compressed: number | null, original: number): Buffer {
  const bytes = Buffer.from(archive);
  const entry = bytes.indexOf(signature);
  if (compressed !== null) {
    bytes.writeUInt32LE(compressed, entry + 20);
  }
  bytes.writeUInt32LE(original, entry + 24);
  return bytes;
}

const zeros = writeNpy({ type: 'u1', values: new Uint8Array(5000) }, [5000]);

describe('parseNpz', () => {
  it.each(['stored', 'compressed'])('reads what NumPy wrote, %s', (name) => {
    const arrays = parseNpz(fixture(`${name}.npz`), 'x.npz');
    expect(Array.from(arrays.keys())).toEqual(['vector', 'image', 'label']);
    expect(arrays.get('label')?.values).toEqual(Float64Array.of(0, 1, 2, 0, 1, 2));
    expect(arrays.get('image')?.shape).toEqual([6, 2, 2, 3]);
    expect(arrays.get('image')?.values[71]).toBe(71);
    expect(arrays.get('vector')?.values[11]).toBe(11);
  });

  it('refuses an entry that is no array, by its name', async () => {
    const archive = zipSync({ 'a.npy': zeros, 'notes.txt': Uint8Array.of(1) });
    expect(await asyncProblemOf(() => parseNpz(archive, 'x.npz'))).toMatchObject({
      code: 'data',
      file: 'x.npz',
      entry: 'notes.txt',
    });
  });

  it('refuses what is no archive', async () => {
    expect((await asyncProblemOf(() => parseNpz(zeros, 'x.npz'))).what).toContain('NPZ');
    expect((await asyncProblemOf(() => parseNpz(new Uint8Array(0), 'x.npz'))).what).toContain(
      'NPZ',
    );
  });

  it('refuses an array that claims to be larger than its bytes can give, before making room', async () => {
    const archive = withSizes(zipSync({ 'a.npy': zeros }), null, 2 ** 31 - 2);
    expect((await asyncProblemOf(() => parseNpz(archive, 'x.npz'))).what).toContain('claims');
    const both = withSizes(zipSync({ 'a.npy': zeros }), 2 ** 31 - 2, 2 ** 31 - 2);
    expect((await asyncProblemOf(() => parseNpz(both, 'x.npz'))).what).toContain('claims');
  });

  it.each([-1, 1, -4000, 400])('refuses a size that lies by %i bytes', async (lie) => {
    const archive = withSizes(zipSync({ 'a.npy': zeros }), null, zeros.length + lie);
    expect((await asyncProblemOf(() => parseNpz(archive, 'x.npz'))).what).toContain('promises');
    const stored = zipSync({ 'a.npy': zeros }, { level: 0 });
    const size = zeros.length + lie;
    expect(
      (await asyncProblemOf(() => parseNpz(withSizes(stored, size, size), 'x.npz'))).code,
    ).toBe('data');
  });

  it('refuses a flipped bit, and says which array it is in', async () => {
    const archive = Buffer.from(fixture('stored.npz'));
    archive[archive.indexOf('NUMPY') + 130] ^= 4;
    expect(await asyncProblemOf(() => parseNpz(archive, 'x.npz'))).toMatchObject({
      ...{ code: 'data', file: 'x.npz', entry: 'vector.npy' },
      what: expect.stringContaining('checksum') as string,
    });
  });

  it('reads and checks an archive with a 64-bit directory and a comment', async () => {
    const archive = fixture('stored.npz');
    const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const larger = Buffer.alloc(56);
    larger.writeUInt32LE(0x06064b50);
    larger.writeBigUInt64LE(44n, 4);
    larger.writeBigUInt64LE(BigInt(archive.readUInt16LE(end + 8)), 24);
    larger.writeBigUInt64LE(BigInt(archive.readUInt16LE(end + 8)), 32);
    larger.writeBigUInt64LE(BigInt(archive.readUInt32LE(end + 12)), 40);
    larger.writeBigUInt64LE(BigInt(archive.readUInt32LE(end + 16)), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50);
    locator.writeBigUInt64LE(BigInt(end), 8);
    locator.writeUInt32LE(1, 16);
    const last = Buffer.from(archive.subarray(end));
    last.fill(0xff, 8, 20);
    last.writeUInt16LE(2, 20);
    const whole = Buffer.concat([
      archive.subarray(0, end),
      larger,
      locator,
      last,
      Buffer.from('hi'),
    ]);
    expect(parseNpz(whole, 'x.npz')).toEqual(parseNpz(archive, 'x.npz'));
    whole[whole.indexOf('NUMPY') + 130] ^= 4;
    expect((await asyncProblemOf(() => parseNpz(whole, 'x.npz'))).entry).toBe('vector.npy');
  });

  it('throws Problems alone at damaged archives', () => {
    const files = [fixture('stored.npz'), fixture('compressed.npz')];
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (file, changes, share) => {
          const bytes = Buffer.from(file);
          for (const [index, byte] of changes) {
            bytes[index % bytes.length] = byte;
          }
          const end = Math.floor(bytes.length * Math.min(1, share * 2));
          throwsProblem(() => parseNpz(bytes.subarray(0, end), 'x.npz'));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('throws Problems alone where the directory itself lies', () => {
    const file = fixture('compressed.npz');
    const directory = file.indexOf(signature);
    const change = fc.tuple(
      fc.nat(file.length - directory - 1),
      fc.constantFrom(0, 1, 127, 128, 255),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = Buffer.from(file);
        for (const [index, byte] of changes) {
          bytes[directory + index] = byte;
        }
        throwsProblem(() => parseNpz(bytes, 'x.npz'));
      }),
      { numRuns: 1000 },
    );
  });
});
