import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stretchBetween } from '../../../src/series/stretch.js';

it('what a chart draws is what lies between two steps, and one value on either side', () => {
  const ascending = fc
    .array(fc.integer({ min: 0, max: 100 }), { maxLength: 40 })
    .map((values) => values.sort((one, other) => one - other));
  fc.assert(
    fc.property(ascending, fc.tuple(fc.nat(120), fc.nat(120)), (x, ends) => {
      const [first, last] = [Math.min(...ends), Math.max(...ends)];
      const before = x.filter((value) => value < first);
      const between = x.filter((value) => value >= first && value <= last);
      const behind = x.filter((value) => value > last);
      expect(x.slice(...stretchBetween(x, first, last))).toEqual([
        ...before.slice(-1),
        ...between,
        ...behind.slice(0, 1),
      ]);
    }),
  );
});
