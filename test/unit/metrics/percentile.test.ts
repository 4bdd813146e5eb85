import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile } from '../../../src/metrics/percentile.js';

/** The same from a sorted copy. */
function bySorting(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const position = Math.min(sorted.length - 1, Math.max(0, (sorted.length + 1) * share - 1));
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}

describe('a percentile', () => {
  it('is that of the sorted values, ties and all, also when several are taken', () => {
    const values = fc.oneof(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.double({ noNaN: true, min: -1, max: 1 }), { minLength: 1, maxLength: 60 }),
    );
    fc.assert(
      fc.property(values, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (list, shares) => {
        const array = Float64Array.from(list);
        for (const share of shares) {
          expect(percentile(array, share)).toBe(bySorting(list, share));
        }
      }),
    );
  });
});
