import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from '../../../src/series/decimate.js';
import { envelope } from '../../../src/series/envelope.js';
import { modeSharesOf } from '../../../src/series/mode-shares.js';
import { smooth } from '../../../src/series/smooth.js';

const values = fc.array(fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(NaN)), {
  minLength: 1,
  maxLength: 400,
});
const indices = (length: number) => Array.from({ length }, (_, index) => index);
const finite = (list: readonly (number | null)[]) =>
  list.filter((value) => value !== null && Number.isFinite(value)) as number[];

describe('decimate', () => {
  it('keeps extremes and ends, in order, within the number of points asked for', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 100 }), (y, most) => {
        const line = decimate(indices(y.length), y, most);
        expect(line.x.length).toBeLessThanOrEqual(most);
        expect(line.x).toEqual(line.x.toSorted((one, other) => one - other));
        expect(new Set(line.x).size).toBe(line.x.length);
        expect([line.x[0], line.x.at(-1)]).toEqual([0, y.length - 1]);
        expect(line.y).toEqual(line.x.map((x) => (Number.isNaN(y[x]) ? null : y[x])));
        if (finite(y).length > 0) {
          expect(Math.max(...finite(line.y))).toBe(Math.max(...finite(y)));
          expect(Math.min(...finite(line.y))).toBe(Math.min(...finite(y)));
        }
      }),
    );
  });

  it('keeps a gap that is longer than a bucket', () => {
    const y = [
      ...Array<number>(50).fill(1),
      ...Array<number>(50).fill(NaN),
      ...Array<number>(50).fill(2),
    ];
    expect(decimate(indices(150), y, 20).y.filter((value) => value === null)).not.toEqual([]);
  });
});

describe('envelope', () => {
  it('covers every value, and has their mean', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), (y, most) => {
        const { x, mean, low, high } = envelope(indices(y.length), y, most);
        expect(x.length).toBe(Math.min(most, y.length));
        let start = 0;
        x.forEach((last, bucket) => {
          const members = finite(y.slice(start, last + 1));
          expect(low[bucket]).toBe(members.length === 0 ? null : Math.min(...members));
          expect(high[bucket]).toBe(members.length === 0 ? null : Math.max(...members));
          const sum = members.reduce((total, each) => total + each, 0);
          expect(mean[bucket]).toBe(members.length === 0 ? null : sum / members.length);
          start = last + 1;
        });
        expect(start).toBe(y.length);
      }),
    );
  });
});

describe('smooth', () => {
  const band = {
    x: [1, 2, 3, 4],
    mean: [1, 3, null, 5],
    low: [0, 2, null, 4],
    high: [2, 9, null, 6],
  };

  it('changes nothing over one bucket', () => {
    expect(smooth(band, 1)).toEqual(band);
  });

  it('takes the mean of means and the range of ranges, and keeps gaps', () => {
    expect(smooth(band, 2)).toEqual({
      x: [1, 2, 3, 4],
      mean: [1, 2, null, 5],
      low: [0, 0, null, 4],
      high: [2, 9, null, 6],
    });
  });
});

describe('the shares of modes', () => {
  it('are by step where there are few, and of buckets where there are many', () => {
    expect(modeSharesOf([1, 2, 3], [0, 2, 1], 2, 10)).toEqual({
      first: [1, 2, 3],
      last: [1, 2, 3],
      shares: [
        [0, 0, 1],
        [0, 1, 0],
      ],
    });
    expect(modeSharesOf([1, 2, 3, 4], [0, 2, 2, 2], 2, 2)).toEqual({
      first: [1, 3],
      last: [2, 4],
      shares: [
        [0, 0],
        [0.5, 1],
      ],
    });
  });
});
