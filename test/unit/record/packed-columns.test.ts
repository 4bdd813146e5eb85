import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packColumns, unpackColumns } from '../../../src/record/packed-columns.js';

/** A list of numbers, long or short, with gaps. */
const column = fc.array(
  fc.option(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    { freq: 4 },
  ),
  { minLength: 60, maxLength: 70 },
);

test('what is packed is unpacked as it was, to the last bit', () => {
  fc.assert(
    fc.property(column, column, fc.jsonValue({ maxDepth: 3 }), (one, other, rest) => {
      const message = { type: 'show', curves: [{ x: one, y: other }, { x: one }], rest };
      expect(unpackColumns(structuredClone(packColumns(message)))).toEqual(message);
    }),
  );
});

test('long lists share one block of memory, a list that stands twice among them once', () => {
  const x = Array.from({ length: 100 }, (_, index) => index);
  const y = x.map((value) => (value === 7 ? null : value / 3));
  const packed = packColumns({ curves: [{ x, y }, { x }], words: ['some', 'words'] }) as {
    curves: { x: Float64Array; y?: Float64Array }[];
    words: unknown;
  };
  const [first, second] = packed.curves;
  expect(first.x).toBeInstanceOf(Float64Array);
  expect(second.x).toBe(first.x);
  expect(first.y?.buffer).toBe(first.x.buffer);
  expect(first.x.buffer.byteLength).toBe(200 * 8);
  expect(packed.words).toEqual(['some', 'words']);
});

test('what is not finite is a gap, as JSON has it', () => {
  const values = Array.from({ length: 64 }, () => Infinity);
  expect(unpackColumns(packColumns(values))).toEqual(values.map(() => null));
});
