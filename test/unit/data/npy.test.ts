import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../../src/data/npy.js';
import { asyncProblemOf, throwsProblem } from '../../support/problem-of.js';
import { npyFile, type Writable, writeNpy } from './write-arrays.js';

const place = { file: 'x.npy' };
const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../fixtures/data/numpy', name));
const upFrom = (first: number) => Array.from({ length: 24 }, (_, index) => index + first);

describe('parseNpy reads what NumPy wrote', () => {
  it.each(['float16', 'float32', 'float64', 'int8', 'int16', 'int32', 'int64'])('%s', (type) => {
    const { shape, values } = parseNpy(fixture(`${type}.npy`), place);
    expect(shape).toEqual([2, 3, 4]);
    expect(Array.from(values)).toEqual(upFrom(-7));
  });

  it.each(['uint8', 'uint16', 'uint32', 'uint64'])('%s', (type) => {
    expect(Array.from(parseNpy(fixture(`${type}.npy`), place).values)).toEqual(upFrom(0));
  });

  it('bool, as 0 and 1', () => {
    const expected = upFrom(0).map((index) => Number(index % 3 === 0));
    expect(Array.from(parseNpy(fixture('bool.npy'), place).values)).toEqual(expected);
  });

  it.each(['f2', 'f4', 'f8', 'i2', 'i4', 'i8'])('big-endian %s', (type) => {
    const { values } = parseNpy(fixture(`big-endian-${type}.npy`), place);
    expect(Array.from(values)).toEqual(upFrom(-7));
  });

  it.each(['fortran', 'big-endian-fortran', 'version-2', 'version-3'])('%s', (name) => {
    const { shape, values } = parseNpy(fixture(`${name}.npy`), place);
    expect(shape).toEqual([2, 3, 4]);
    expect(Array.from(values)).toEqual(upFrom(-7));
  });

  it('a single number', () => {
    expect(parseNpy(fixture('scalar.npy'), place)).toEqual({
      shape: [],
      values: Float32Array.of(3),
    });
  });

  it('leaves the bytes of a big-endian file as they were', () => {
    const bytes = fixture('big-endian-f4.npy');
    const before = Buffer.from(bytes);
    parseNpy(bytes, place);
    expect(bytes.equals(before)).toBe(true);
  });
});

describe('parseNpy refuses', () => {
  it.each([
    ['objects', 'Python objects'],
    ['records', 'records'],
    ['text', 'U2'],
    ['complex', 'c8'],
  ])('%s', async (name, words) => {
    const problem = await asyncProblemOf(() => parseNpy(fixture(`${name}.npy`), place));
    expect(problem).toMatchObject({ code: 'data', file: 'x.npy' });
    expect(problem.what).toContain(words);
  });

  it.each([
    ['no descr', "{'fortran_order': False, 'shape': (2,), }"],
    ['no order', "{'descr': '|u1', 'shape': (2,), }"],
    ['no shape', "{'descr': '|u1', 'fortran_order': False, }"],
    ['a negative axis', "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }"],
    ['an expression', "{'descr': '|u1', 'fortran_order': False, 'shape': (1+1,), }"],
    ['no dictionary', 'import os'],
    ['an unclosed dictionary', "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)"],
    ['a larger shape', "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }"],
    ['a smaller shape', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }"],
    [
      'a vast shape',
      "{'descr': '|u1', 'fortran_order': True, 'shape': (4294967296, 4294967296), }",
    ],
    ['wider elements', "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"],
    ['a type of no such width', "{'descr': '<f1', 'fortran_order': False, 'shape': (2,), }"],
    [
      'a name that objects have',
      "{'descr': '|constructor', 'fortran_order': False, 'shape': (2,), }",
    ],
  ])('a header with %s', async (_, dictionary) => {
    const problem = await asyncProblemOf(() =>
      parseNpy(npyFile(dictionary, Uint8Array.of(1, 2)), place),
    );
    expect(problem.code).toBe('data');
  });

  it('an unknown version', async () => {
    const bytes = fixture('float32.npy');
    bytes[6] = 4;
    expect((await asyncProblemOf(() => parseNpy(bytes, place))).what).toContain('4.0');
  });
});

const anyArray = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const length = shape.reduce((product, axis) => product * axis, 1);
    const size = { minLength: length, maxLength: length };
    const writable: fc.Arbitrary<Writable> = fc.oneof(
      fc.uint8Array(size).map((values) => ({ type: 'u1' as const, values })),
      fc.int8Array(size).map((values) => ({ type: 'i1' as const, values })),
      fc.uint16Array(size).map((values) => ({ type: 'u2' as const, values })),
      fc.int16Array(size).map((values) => ({ type: 'i2' as const, values })),
      fc.uint32Array(size).map((values) => ({ type: 'u4' as const, values })),
      fc.int32Array(size).map((values) => ({ type: 'i4' as const, values })),
      fc.float32Array(size).map((values) => ({ type: 'f4' as const, values })),
      fc.float64Array(size).map((values) => ({ type: 'f8' as const, values })),
    );
    return fc.record({ shape: fc.constant(shape), written: writable });
  });

describe('parseNpy, whatever comes', () => {
  it('gives back what was written, at any place in memory', () => {
    fc.assert(
      fc.property(anyArray, fc.nat(9), ({ shape, written }, offset) => {
        const file = writeNpy(written, shape);
        const moved = new Uint8Array(file.length + offset).subarray(offset);
        moved.set(file);
        const read = parseNpy(moved, place);
        expect(read.shape).toEqual(shape);
        expect(read.values).toEqual(written.values);
      }),
    );
  });

  it('throws Problems alone at damaged files, and one at every truncated file', () => {
    const cut = fc.tuple(anyArray, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(cut, ([{ shape, written }, share]) => {
        const file = writeNpy(written, shape);
        const truncated = file.subarray(0, Math.floor(file.length * share));
        expect(throwsProblem(() => parseNpy(truncated, place))).toBe(true);
      }),
    );
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(anyArray, fc.array(change, { minLength: 1 }), ({ shape, written }, changes) => {
        const file = writeNpy(written, shape);
        for (const [index, byte] of changes) {
          file[index % file.length] = byte;
        }
        throwsProblem(() => parseNpy(file, place));
      }),
      { numRuns: 500 },
    );
  });
});
