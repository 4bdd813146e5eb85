import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueInWords } from '../../../src/record/value-in-words.js';

const circle: Record<string, unknown> = {};
circle.itself = circle;

it.each([
  [2.5, '2.5'],
  [Number.NaN, 'NaN'],
  [undefined, 'undefined'],
  [null, 'null'],
  ['it’s "so"', '"it’s \\"so\\""'],
  ['x'.repeat(100), `"${'x'.repeat(60)}…"`],
  [() => 1, 'a function'],
  [[], '[]'],
  [[1, Number.NaN, 'two'], '[1, NaN, "two"]'],
  [Array.from({ length: 100 }, () => 1), 'a list'],
  [[[1]], 'a list'],
  [{}, '{}'],
  [{ gray: 0, color: null }, '{ gray: 0, color: null }'],
  [{ gray: {} }, 'an object'],
  [circle, 'an object'],
])('%o in words is %s', (value, words) => {
  expect(valueInWords(value)).toBe(words);
});

it('is short for any value', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withSparseArray: true }), (value) => {
      expect(valueInWords(value).length).toBeLessThan(400);
    }),
  );
});
