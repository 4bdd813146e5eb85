import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile } from '../../../src/metrics/percentile.js';
import { tailPercentiles } from '../../../src/metrics/tail-percentiles.js';

describe('percentiles of both tails', () => {
  it('are those of the values that are defined, ties and all', () => {
    const whole = fc.integer({ min: -3, max: 3 });
    const value = fc.double({ noNaN: true, min: -1, max: 1 });
    const values = fc.oneof(
      ...[whole, value].map((one) =>
        fc.array(fc.oneof({ weight: 4, arbitrary: one }, fc.constant(Number.NaN)), {
          maxLength: 60,
        }),
      ),
    );
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 0.5, noNaN: true }), (list, tail) => {
        const defined = Float64Array.from(list.filter((one) => !Number.isNaN(one)));
        fc.pre(defined.length > 0);
        const [low, high] = tailPercentiles(Float64Array.from(list), tail);
        expect(low).toBeCloseTo(percentile(defined, tail), 12);
        expect(high).toBeCloseTo(percentile(defined, 1 - tail), 12);
      }),
    );
  });

  it('leave the values as they are, and are undefined where all of them are', () => {
    const values = Float64Array.of(3, 1, 2);
    tailPercentiles(values, 0.25);
    expect([...values]).toEqual([3, 1, 2]);
    expect(tailPercentiles(Float64Array.of(Number.NaN), 0.25)).toEqual([Number.NaN, Number.NaN]);
  });
});
