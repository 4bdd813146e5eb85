import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionalUtilization } from '../../../src/metrics/conditional-utilization.js';
import {
  changeCounts,
  changedSamples,
  chosenSamples,
  sampleChange,
  type SamplePredictions,
} from '../../../src/metrics/sample-changes.js';

const classCount = 4;

/** Predictions of two branches and a model for up to 40 samples; −1 is none. */
const predictions: fc.Arbitrary<SamplePredictions> = fc.nat(40).chain((samples) => {
  const size = { minLength: samples, maxLength: samples };
  const row = fc.array(fc.integer({ min: -1, max: classCount - 1 }), size).map(toRow);
  const labels = fc.array(fc.nat(classCount - 1), size).map(toRow);
  return fc
    .tuple(labels, fc.tuple(row, row, row), fc.tuple(row, row, row, row))
    .map(([own, intact, [first, second, third, fourth]]) => ({
      labels: own,
      intact,
      cut: [
        [null, first, second],
        [third, null, fourth],
      ],
    }));
});

function toRow(values: readonly number[]): Int32Array {
  return Int32Array.from(values);
}

/** Every branch with the modality that it can be without. */
const pairs = [
  { branch: 0, cut: 1 },
  { branch: 1, cut: 0 },
  { branch: 2, cut: 0 },
  { branch: 2, cut: 1 },
];

describe('what a cut changes', () => {
  it.each([
    [1, 1, 1, 'same'],
    [1, 1, 2, 'lost'],
    [1, 2, 1, 'gained'],
    [1, 2, 3, 'changed'],
    [1, 2, 2, 'same'],
    [1, -1, 1, 'gained'],
    [1, 1, -1, 'lost'],
    [1, -1, 2, 'changed'],
  ])('of a sample of class %i, from %i to %i, is %s', (label, before, after, change) => {
    expect(sampleChange(label, before, after)).toBe(change);
  });

  it('makes, lost less gained over the samples, the points of conditional utilization', () => {
    fc.assert(
      fc.property(predictions, (made) => {
        const { entries, model } = conditionalUtilization(correctnessOf(made), 3);
        const found = [
          ...entries.map(({ branch, cut, points }) => ({ branch, cut, points })),
          ...model.map(({ cut, points }) => ({ branch: 2, cut, points })),
        ];
        for (const { branch, cut, points } of found) {
          const { samples, lost, gained } = changeCounts(made, { branch, cut, label: null });
          expect(points.value ?? 0).toBeCloseTo(samples === 0 ? 0 : (lost - gained) / samples, 12);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is counted as it is chosen, class by class', () => {
    fc.assert(
      fc.property(predictions, fc.constantFrom(...pairs), (made, pair) => {
        const all = chosenSamples(made, { ...pair, change: null, label: null });
        const parts = (['lost', 'gained', 'changed'] as const).flatMap((change) =>
          Array.from({ length: classCount }, (_, label) => {
            const chosen = chosenSamples(made, { ...pair, change, label });
            expect(changeCounts(made, { ...pair, label })[change]).toBe(chosen.length);
            return [...chosen];
          }).flat(),
        );
        expect(parts.sort((one, other) => one - other)).toEqual([...all]);
        expect([...changedSamples(made)]).toEqual(expect.arrayContaining([...all]));
      }),
    );
  });

  it('has no branch without its own modality', () => {
    const [made] = fc.sample(predictions, 1);
    expect(() => changeCounts(made, { branch: 0, cut: 0, label: null })).toThrow(RangeError);
    expect(() => changeCounts(made, { branch: 3, cut: 0, label: null })).toThrow(RangeError);
  });
});

function correctnessOf({ labels, intact, cut }: SamplePredictions) {
  const right = (row: Int32Array): Uint8Array =>
    Uint8Array.from(row, (predicted, sample) => (predicted === labels[sample] ? 1 : 0));
  const optional = (row: Int32Array | null): Uint8Array | null => row && right(row);
  return {
    intact: intact.slice(0, 2).map(right),
    modelIntact: right(intact[2]),
    cut: cut.map((ofCut) => ofCut.slice(0, 2).map(optional)),
    modelCut: cut.map((ofCut) => right(ofCut[2] ?? new Int32Array())),
    labels,
    classCount,
  };
}
