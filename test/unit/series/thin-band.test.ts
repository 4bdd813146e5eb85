import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinBand, type RangedCurve } from '../../../src/series/thin-band.js';

const point = fc.option(
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(5), fc.nat(5)).map(([y, below, above]) => ({
    y,
    low: y - below,
    high: y + above,
  })),
);

function curveOf(
  points: readonly ({ y: number; low: number; high: number } | null)[],
): RangedCurve {
  return {
    x: points.map((_, place) => 10 * place),
    y: points.map((one) => one?.y ?? null),
    low: points.map((one) => one?.low ?? null),
    high: points.map((one) => one?.high ?? null),
  };
}

describe('a thinned band', () => {
  it('covers what its points stand for, no more, and has the mean of their values', () => {
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (points, most) => {
          const thinned = thinBand(curveOf(points), most);
          expect(thinned.x.length).toBeLessThanOrEqual(most);
          let start = 0;
          thinned.x.forEach((x, place) => {
            const end = x / 10 + 1;
            const own = points.slice(start, end).filter((one) => one !== null);
            start = end;
            const mean = own.reduce((sum, { y }) => sum + y, 0) / own.length;
            expect(thinned.y[place] === null).toBe(own.length === 0);
            expect(thinned.y[place] ?? 0).toBeCloseTo(mean || 0, 9);
            expect(thinned.low[place] ?? Infinity).toBe(Math.min(...own.map(({ low }) => low)));
            expect(thinned.high[place] ?? -Infinity).toBe(Math.max(...own.map(({ high }) => high)));
          });
          expect(start).toBe(points.length);
        },
      ),
    );
  });

  it('is the curve itself where that has no more points', () => {
    const curve = curveOf([{ y: 1, low: 0, high: 2 }, null]);
    expect(thinBand(curve, 2)).toBe(curve);
  });
});
