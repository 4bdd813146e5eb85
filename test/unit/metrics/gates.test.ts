import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  constantShifts,
  gateInfluence,
  gateInShort,
  gateSummary,
  type GateValues,
} from '../../../src/metrics/gates.js';
import { gateSummary as schema } from '../../../src/record/gates.js';

const gate = fc.double({ min: 0, max: 2, noNaN: true }).map(Math.fround);
const columns = fc.array(fc.tuple(gate, gate), { minLength: 2, maxLength: 30 }).map((pairs) => ({
  live: Float64Array.from(pairs, ([one]) => one),
  held: Float64Array.from(pairs, ([, other]) => other),
}));

describe('what another modality has to do with a gate', () => {
  it('is exactly nothing where holding it changes nothing', () => {
    fc.assert(
      fc.property(columns, ({ live }) => {
        expect(gateInfluence(live, live)).toEqual({ share: 0, correlation: 0 });
      }),
    );
  });

  it('is everything where nothing else moves the gate', () => {
    fc.assert(
      fc.property(columns, gate, ({ live }, constant) => {
        fc.pre(Math.max(...live) - Math.min(...live) > 0.01);
        const { share, correlation } = gateInfluence(
          live,
          live.map(() => constant),
        );
        expect(share).toBe(1);
        expect(correlation).toBeCloseTo(1, 9);
      }),
    );
  });

  it('lies between, and its share with the other way round makes the whole', () => {
    fc.assert(
      fc.property(columns, ({ live, held }) => {
        const { share, correlation } = gateInfluence(live, held);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
        const other = gateInfluence(
          live,
          live.map((value, sample) => value - held[sample]),
        );
        const isMoved = share > 1e-9 && other.share > 1e-9;
        expect(isMoved ? share + other.share : 1).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is the share of variances, and the correlation with what it adds', () => {
    const held = Float64Array.of(1, 1, 2, 2);
    const live = Float64Array.of(1, 3, 2, 4);
    // What it adds is 0, 2, 0, 2: a variance of 1 beside 0.25.
    const { share, correlation } = gateInfluence(live, held);
    expect(share).toBeCloseTo(0.8, 12);
    expect(correlation).toBeCloseTo(1 / Math.sqrt(1.25), 12);
  });
});

describe('the summary of a gate', () => {
  const values: GateValues = {
    channels: 2,
    live: Float32Array.of(0, 2, 1, 2, 2, 2),
    held: [null, Float32Array.of(0, 2, 1, 1, 2, 0)],
    constant: Float32Array.of(1.5, 1),
  };

  it('has every channel over the samples', () => {
    const summary = gateSummary(values, 2);
    expect(schema.parse(summary)).toEqual(summary);
    expect(summary).toMatchObject({ mean: [1, 2], constant: [1.5, 1] });
    expect(summary.deviation[0]).toBeCloseTo(Math.sqrt(2 / 3), 4);
    expect(summary.others).toMatchObject([{ modality: 1, share: [0, 0.5] }]);
    expect(summary.histogram.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect([summary.histogram[0], summary.histogram[19]]).toEqual([1, 4]);
    expect(constantShifts(summary)).toEqual([0.5, -1]);
    expect(constantShifts({ ...summary, constant: null })).toBeNull();
  });

  it('is told in short by all channels together', () => {
    const short = gateInShort(values, gateSummary(values, 2));
    expect(short).toMatchObject({ means: [1, 2], shares: [null, 0.25] });
    expect(short.quantiles).toEqual([...short.quantiles].sort((one, other) => one - other));
    expect(short.quantiles[2]).toBe(2);
  });
});
