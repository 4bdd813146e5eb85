import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { counts, numbers, numbersOrNull } from '../../../src/record/number-list.js';

/** What a message may have where a list of numbers is wanted. */
const anything = fc.oneof(
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.oneof(fc.nat(), fc.double()) },
      fc.constantFrom(null, undefined, '1', true, -1, 0.5, 2 ** 53, NaN, Infinity),
    ),
    { maxLength: 6 },
  ),
  fc.anything(),
);

describe.each([
  ['numbers', numbers, z.array(z.number())],
  ['numbers and gaps', numbersOrNull, z.array(z.number().nullable())],
  ['counts', counts, z.array(z.int().nonnegative())],
])('a list of %s', (_, list, elements) => {
  test('is what a schema for each of its values takes for one', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(list.safeParse(value).success).toBe(elements.safeParse(value).success);
      }),
      { numRuns: 500 },
    );
  });

  test('has no holes', () => {
    const holed = [1, 2];
    holed[4] = 5;
    expect(list.safeParse(holed).success).toBe(false);
  });
});
