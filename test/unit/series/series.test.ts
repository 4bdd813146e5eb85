import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from '../../../src/series/decimate.js';
import { median } from '../../../src/series/median.js';
import { onDemand } from '../../../src/series/on-demand.js';
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
      fc.property(values, fc.integer({ min: 6, max: 100 }), (y, most) => {
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

  it('takes every window as it is, however long the curve, beside the greatest values too', () => {
    const value = fc.oneof(fc.double({ noNaN: true, min: -9, max: 9 }), fc.constant(1e200));
    const gappy = fc.array(fc.option(value), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gappy, fc.integer({ min: 1, max: 70 }), (y, window) => {
        const smoothed = smooth({ x: indices(y.length), mean: y, low: y, high: y }, window);
        y.forEach((own, place) => {
          const seen = finite(y.slice(Math.max(0, place + 1 - window), place + 1));
          const [mean, low, high] = [smoothed.mean, smoothed.low, smoothed.high].map(
            (curve) => curve[place],
          );
          if (own === null) {
            expect([mean, low, high]).toEqual([null, null, null]);
            return;
          }
          expect([low, high]).toEqual([Math.min(...seen), Math.max(...seen)]);
          const scale = Math.max(...seen.map(Math.abs));
          const wanted = seen.reduce((total, each) => total + each, 0) / seen.length;
          expect(Math.abs((mean ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-12 * scale);
        });
      }),
    );
  });
});

describe('what is made on demand', () => {
  it('is made once, and only what is asked for', () => {
    const made: string[] = [];
    const maker = (name: string) => () => {
      made.push(name);
      return [name];
    };
    const all = onDemand<Record<'one' | 'other', string[]>>({
      one: maker('one'),
      other: maker('other'),
    });
    expect(all.one).toBe(all.one);
    expect(made).toEqual(['one']);
    expect({ ...all }).toEqual({ one: ['one'], other: ['other'] });
    expect(made).toEqual(['one', 'other']);
  });
});

describe('the median', () => {
  it('is the value in the middle, the mean of two, and none of nothing', () => {
    expect(median([10, 9, 100])).toBe(10);
    expect(median(Float64Array.of(4, 1, 2, 30))).toBe(3);
    expect(median([])).toBeNull();
  });
});
