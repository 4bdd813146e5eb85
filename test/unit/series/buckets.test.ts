import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunSeries, type NewSteps } from '../../../src/series/run-series.js';

const most = 2000;

/** Curves as long as buckets merge twice, of few values and one spike, so that ties and gaps are frequent. */
const curves = fc
  .record({
    length: fc.oneof(fc.nat(60), fc.integer({ min: most - 2, max: 4 * most + 60 })),
    pattern: fc.array(fc.constantFrom(NaN, NaN, -1, 0, 0.1, 0.1, 7), {
      minLength: 1,
      maxLength: 80,
    }),
    spike: fc.nat(),
  })
  .map(({ length, pattern, spike }) => {
    const values = Array.from({ length }, (_, index) => pattern[index % pattern.length]);
    if (length > 0) {
      values[spike % length] = 1e6;
    }
    return values;
  });

function seriesOf(values: readonly number[]): RunSeries {
  const series = new RunSeries(1);
  const steps: NewSteps = {
    step: values.map((_, index) => index + 1),
    loss: values,
    accuracy: values,
    branchLosses: [values],
    speeds: [values],
    speedDifference: values,
    windowedSpeedDifference: values,
    modes: values.map((value) => Number(value > 0)),
  };
  series.append(steps);
  return series;
}

const finite = (list: readonly (number | null)[]) =>
  list.filter((value) => value !== null && Number.isFinite(value)) as number[];

describe('the curves of a run', () => {
  it('have buckets of one size, a power of two, and never more than so many', () => {
    fc.assert(
      fc.property(curves, (values) => {
        const { count, stepsPerBucket, modes } = seriesOf(values).curves();
        expect(count).toBe(values.length);
        expect(Number.isInteger(Math.log2(stepsPerBucket))).toBe(true);
        expect(modes.last.length).toBeLessThanOrEqual(most);
        expect(stepsPerBucket === 1 || modes.last.length > most / 2).toBe(true);
        modes.last.forEach((last, bucket) => {
          expect(modes.first[bucket]).toBe(bucket * stepsPerBucket + 1);
          expect(last).toBe(Math.min(count, (bucket + 1) * stepsPerBucket));
        });
      }),
    );
  });

  it('have of each bucket the mean and range of its finite values, and the share of its modes', () => {
    fc.assert(
      fc.property(curves, (values) => {
        const { loss, modes } = seriesOf(values).curves();
        expect(loss.x).toEqual(modes.last);
        loss.x.forEach((last, bucket) => {
          const all = values.slice(modes.first[bucket] - 1, last);
          const members = finite(all);
          const isGap = members.length === 0;
          expect(loss.low[bucket]).toBe(isGap ? null : Math.min(...members));
          expect(loss.high[bucket]).toBe(isGap ? null : Math.max(...members));
          const sum = members.reduce((total, each) => total + each, 0);
          expect(loss.mean[bucket]).toEqual(isGap ? null : expect.closeTo(sum / members.length, 9));
          const boosts = members.filter((value) => value > 0).length;
          expect(modes.shares[0]?.[bucket]).toBe(boosts / all.length);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('keep the first of the least and greatest values of each bucket, and the ends', () => {
    fc.assert(
      fc.property(curves, (values) => {
        const { speedDifference: line, modes } = seriesOf(values).curves();
        expect(line.y).toEqual(line.x.map((x) => finite([values[x - 1]])[0] ?? null));
        expect(line.x).toEqual([...new Set(line.x)].sort((one, other) => one - other));
        const kept = new Set(line.x);
        modes.last.forEach((last, bucket) => {
          const first = modes.first[bucket];
          const all = values.slice(first - 1, last);
          const members = finite(all);
          const extremes =
            members.length === 0
              ? [0]
              : [all.indexOf(Math.min(...members)), all.indexOf(Math.max(...members))];
          extremes.forEach((place) => {
            expect(kept.has(first + place)).toBe(true);
          });
        });
        if (values.length > 0) {
          expect([line.x[0], line.x.at(-1)]).toEqual([1, values.length]);
          expect(line.x.length).toBeLessThanOrEqual(2 * most + 2);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('have the mean of all steps of a bucket, not of the means of its parts', () => {
    // After one merge the first bucket holds 8 and a gap, after another also 1 and 2.
    const values = [8, NaN, 1, 2, ...Array<number>(4 * most - 4).fill(0)];
    expect(seriesOf(values).curves().loss.mean[0]).toBeCloseTo(11 / 3, 12);
  });

  it('have a mean within the range also of equal values whose sum is rounded, and none without a finite sum', () => {
    const equal = seriesOf(Array<number>(8 * most).fill(0.1)).curves().loss;
    expect(new Set([...equal.mean, ...equal.low, ...equal.high])).toEqual(new Set([0.1]));
    const huge = seriesOf(Array<number>(2 * most).fill(1.7e308)).curves().loss;
    expect([huge.mean[0], huge.low[0], huge.high[0]]).toEqual([null, 1.7e308, 1.7e308]);
  });
});
