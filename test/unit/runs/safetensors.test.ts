import fc from 'fast-check';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostTensor, TensorMap } from '../../../src/record/checkpoint.js';
import { Problem, type ProblemDescription } from '../../../src/record/problem.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensors,
  type Safetensors,
  writeSafetensors,
} from '../../../src/runs/safetensors.js';
import { problemOf, throwsProblem } from '../../support/problem-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** What Python's safetensors 0.8 writes for float32 tensors and metadata. */
const fromPython = Buffer.from(
  'GAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIjoiYnkgcHl0aG9uIn0sImEva2VybmVsIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNd' +
    'LCJkYXRhX29mZnNldHMiOlswLDI0XX0sImIuYmlhcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzI0LDMyXX0s' +
    'ImVtcHR5Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDNdLCJkYXRhX29mZnNldHMiOlszMiwzMl19LCJzY2FsYXIiOnsiZHR5cGUiOiJGMzIi' +
    'LCJzaGFwZSI6W10sImRhdGFfb2Zmc2V0cyI6WzMyLDM2XX19AAAAAAAAgD8AAABAAABAQAAAgEAAAKBAAADAPwAAEMAAAOBA',
  'base64',
);

/** The same content here. */
const sameTensors: TensorMap = new Map([
  ['b.bias', { shape: [2], data: Float32Array.of(1.5, -2.25) }],
  ['scalar', { shape: [], data: Float32Array.of(7) }],
  ['a/kernel', { shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) }],
  ['empty', { shape: [0, 3], data: new Float32Array(0) }],
]);
const sameMetadata = new Map([['made', 'by python']]);

/** What Python's safetensors 0.8 writes for one tensor of every other number format. */
const otherFormats = Buffer.from(
  'sAIAAAAAAAB7InU2NCI6eyJkdHlwZSI6IlU2NCIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJpNjQiOnsiZHR5cGUiOiJJNjQi' +
    'LCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls4LDI0XX0sImY2NCI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6' +
    'WzI0LDQwXX0sInUzMiI6eyJkdHlwZSI6IlUzMiIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzQwLDQ0XX0sImkzMiI6eyJkdHlwZSI6Ikkz' +
    'MiIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzQ0LDQ4XX0sImJmMTYiOnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOls0XSwiZGF0YV9vZmZz' +
    'ZXRzIjpbNDgsNTZdfSwiZjE2Ijp7ImR0eXBlIjoiRjE2Iiwic2hhcGUiOls2XSwiZGF0YV9vZmZzZXRzIjpbNTYsNjhdfSwidTE2Ijp7ImR0eXBl' +
    'IjoiVTE2Iiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbNjgsNzBdfSwiaTE2Ijp7ImR0eXBlIjoiSTE2Iiwic2hhcGUiOlsxXSwiZGF0YV9v' +
    'ZmZzZXRzIjpbNzAsNzJdfSwiaTgiOnsiZHR5cGUiOiJJOCIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzcyLDczXX0sInU4Ijp7ImR0eXBl' +
    'IjoiVTgiLCJzaGFwZSI6WzFdLCJkYXRhX29mZnNldHMiOls3Myw3NF19LCJib29sIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbMl0sImRhdGFf' +
    'b2Zmc2V0cyI6Wzc0LDc2XX19ICAgICAgBQAAAAAAAAD9/////////wAAAAAAAQAAmpmZmZmZuT+cdQCIPOQ3fv////8AAACAgD8Av0lAgH8APAC4' +
    'AQD/ewB+APz///n///8BAA==',
  'base64',
);

const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'constructor', '0', '10', 'toString', '"\\\n'),
);
const tensor: fc.Arbitrary<HostTensor> = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data }));
});
const tensors = fc.array(fc.tuple(name, tensor), { maxLength: 6 }).map((pairs) => new Map(pairs));

/** A file whose header is `header` and whose data are `dataLength` zeros. */
function fileOf(header: unknown, dataLength: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = Buffer.alloc(8 + json.byteLength + dataLength);
  bytes.writeBigUInt64LE(BigInt(json.byteLength));
  bytes.set(json, 8);
  return bytes;
}

const at = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: offsets,
});

describe('the format', () => {
  test('reads what Python writes', () => {
    expect(decodeSafetensors(fromPython, 'a')).toEqual({
      tensors: sameTensors,
      metadata: sameMetadata,
    });
  });

  test('writes what Python writes, byte for byte', () => {
    expect(Buffer.from(encodeSafetensors(sameTensors, sameMetadata))).toEqual(fromPython);
  });

  test('reads every number format of Python as float32', () => {
    const read = decodeSafetensors(otherFormats, 'a').tensors;
    expect(Object.fromEntries([...read].map(([key, { data }]) => [key, [...data]]))).toEqual({
      f64: [Math.fround(0.1), Infinity],
      f16: [1, -0.5, 2 ** -24, 65504, Number.NaN, -Infinity],
      bf16: [1, -0.5, 3.140625, Infinity],
      i64: [-3, 2 ** 40],
      i32: [-(2 ** 31)],
      i16: [-7],
      i8: [-1],
      u64: [5],
      u32: [Math.fround(2 ** 32 - 1)],
      u16: [65535],
      u8: [255],
      bool: [1, 0],
    });
  });

  test('gives back every bit of what was written, whatever the names', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(name, fc.string()), (map, metadata) => {
        const pairs = new Map(Object.entries(metadata));
        const read = decodeSafetensors(encodeSafetensors(map, pairs), 'a');
        expect(read.metadata).toEqual(pairs);
        expect([...read.tensors.keys()].sort()).toEqual([...map.keys()].sort());
        for (const [key, { shape, data }] of map) {
          expect(read.tensors.get(key)?.shape).toEqual(shape);
          const bits = read.tensors.get(key)?.data ?? new Float32Array(0);
          expect(new Uint32Array(bits.buffer)).toEqual(
            new Uint32Array(data.buffer, data.byteOffset, data.length),
          );
        }
      }),
    );
  });

  test('equal tensors give equal bytes, in whatever order, with data at a multiple of 8', () => {
    fc.assert(
      fc.property(tensors, (map) => {
        const bytes = Buffer.from(encodeSafetensors(map));
        expect(Buffer.from(encodeSafetensors(new Map([...map].reverse())))).toEqual(bytes);
        expect(Number(bytes.readBigUInt64LE()) % 8).toBe(0);
      }),
    );
  });

  test('a view into a larger buffer is written as what it shows', () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const read = decodeSafetensors(encodeSafetensors(new Map([['a', { shape: [2], data }]])), 'a');
    expect(read.tensors.get('a')?.data).toEqual(Float32Array.of(1, 2));
  });
});

describe('hostile files', () => {
  // A plain array: slices of a Buffer would share its memory.
  const whole = Uint8Array.from(encodeSafetensors(sameTensors, sameMetadata));

  function decode(bytes: Uint8Array): Safetensors {
    return decodeSafetensors(bytes, 'hostile.safetensors');
  }

  function refusalOf(bytes: Uint8Array): ProblemDescription {
    return problemOf(() => decode(bytes));
  }

  test('cut off anywhere, a file is refused', () => {
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(refusalOf(whole.slice(0, length)).file).toBe('hostile.safetensors');
    }
    refusalOf(Buffer.concat([whole, Buffer.of(0)]));
  });

  test('changed anywhere, a file is read or refused with a Problem, and nothing else', () => {
    const change = fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = whole.slice();
        changes.forEach(([position, value]) => (bytes[position] = value));
        throwsProblem(() => decode(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test('any JSON for a header is read or refused with a Problem, and nothing else', () => {
    const entry = fc.record(
      {
        dtype: fc.oneof(fc.constantFrom('F32', 'F16', 'U8', '__proto__'), fc.jsonValue()),
        shape: fc.oneof(fc.array(fc.oneof(fc.nat(3), fc.double(), fc.maxSafeInteger()))),
        data_offsets: fc.oneof(fc.tuple(fc.nat(16), fc.nat(16)), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.oneof(entry, fc.jsonValue())));
    fc.assert(
      fc.property(header, fc.nat(20), (json, length) => {
        throwsProblem(() => decode(fileOf(json, length)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[why: string, header: unknown, dataLength: number]>([
    ['no JSON', '{"a"', 0],
    ['no object', [], 0],
    ['a control character', '\u{0}', 0],
    ['a hole before', { a: at([1], [4, 8]) }, 8],
    ['a hole between', { a: at([1], [0, 4]), b: at([1], [8, 12]) }, 12],
    ['an overlap', { a: at([2], [0, 8]), b: at([1], [4, 8]) }, 8],
    ['two in one place', { a: at([1], [0, 4]), b: at([1], [0, 4]) }, 4],
    ['data that no tensor has', { a: at([1], [0, 4]) }, 8],
    ['data behind the end', { a: at([2], [0, 8]) }, 4],
    ['a shape too large', { a: at([3], [0, 8]) }, 8],
    ['a shape beyond all numbers', { a: at([2 ** 40, 2 ** 40], [0, 8]) }, 8],
    ['offsets the wrong way round', { a: at([1], [4, 0]) }, 4],
    ['negative offsets', { a: at([1], [-4, 0]) }, 0],
    ['a negative shape', { a: at([-1, -1], [0, 4]) }, 4],
    ['half a shape', { a: at([0.5], [0, 2]) }, 2],
    ['an unknown format', { a: at([1], [0, 4], 'F31') }, 4],
    ['a format from the prototype', { a: at([1], [0, 4], 'constructor') }, 4],
    ['no format', { a: { shape: [1], data_offsets: [0, 4] } }, 4],
    ['metadata that are none', { __metadata__: { a: 1 } }, 0],
    ['metadata in a list', { __metadata__: ['a'] }, 0],
  ])('refused: %s', (_, header, dataLength) => {
    expect(refusalOf(fileOf(header, dataLength)).code).toBe('weights');
  });

  test('a header longer than any file is refused before memory is taken for it', () => {
    const bytes = Buffer.from('........{"a":1}');
    for (const length of [2n ** 63n, 100_000_001n]) {
      bytes.writeBigUInt64LE(length);
      expect(refusalOf(bytes).what).toContain('not a safetensors file');
    }
  });

  test.each([0, 4, 8, 9, 100, whole.byteLength - 1])(
    'cut off after %i bytes, it is said to break off',
    (length) => {
      expect(refusalOf(whole.slice(0, length)).what).toContain('breaks off');
    },
  );

  test('what is another kind of file is said to be none', () => {
    const npz = Buffer.from('PK\x03\x04\x14\0\0\0\x08\0 and so on: an archive', 'latin1');
    const pickle = Buffer.from('\x80\x02}q\0(X\x01\0\0\0aq\x01K\x01u.', 'latin1');
    for (const bytes of [npz, pickle, Buffer.from('a text of a few words')]) {
      expect(refusalOf(bytes).what).toBe(
        'The tensors cannot be read: this is not a safetensors file.',
      );
    }
  });

  test('names of the prototype are names like any other', () => {
    const bytes = fileOf(
      '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"__metadata__":{"__proto__":"x"}}',
      4,
    );
    const { tensors: read, metadata } = decodeSafetensors(bytes, 'a');
    expect([...read.keys()]).toEqual(['__proto__']);
    expect([...metadata]).toEqual([['__proto__', 'x']]);
    expect(Object.keys({})).toEqual([]);
  });

  test('the tensor at fault is named', () => {
    const problem = refusalOf(fileOf({ fine: at([1], [0, 4]), bad: at([3], [4, 8]) }, 8));
    expect(problem.entry).toBe('bad');
    expect(problem.what).toContain('its shape [3] does not fit 4 bytes of F32');
  });
});

describe('what cannot be written', () => {
  test.each<[string, HostTensor]>([
    ['__metadata__', { shape: [1], data: Float32Array.of(1) }],
    ['a', { shape: [2], data: Float32Array.of(1) }],
  ])('%s', (key, value) => {
    expect(() => encodeSafetensors(new Map([[key, value]]))).toThrow(Problem);
  });
});

describe('on disk', () => {
  test('a file is replaced as a whole and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'weights.safetensors');
    await writeSafetensors(file, new Map());
    await writeSafetensors(file, sameTensors, sameMetadata);
    expect((await readSafetensors(file)).tensors).toEqual(sameTensors);
    expect(await readdir(folder)).toEqual(['weights.safetensors']);
  });

  test('a file that is not there is a Problem that names it', async () => {
    const file = path.join(temporaryFolder(), 'none.safetensors');
    await expect(readSafetensors(file)).rejects.toMatchObject({ description: { file } });
    await expect(writeSafetensors(path.join(file, 'a'), sameTensors)).rejects.toThrow(Problem);
  });
});
