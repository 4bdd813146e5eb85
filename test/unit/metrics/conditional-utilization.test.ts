import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyEstimate } from '../../../src/metrics/accuracy-estimate.js';
import { conditionalUtilization } from '../../../src/metrics/conditional-utilization.js';
import type { Correctness } from '../../../src/metrics/correctness.js';
import { Generator } from '../../../src/random/generator.js';
import {
  utilization,
  type Estimate,
  type UtilizationEntry,
} from '../../../src/record/utilization.js';
import { simulate } from './simulated-branches.js';
import { twoBranches, type TwoBranches } from './two-branches.js';

/** `hits` copies of 1, then zeros, `samples` in all. */
function right(hits: number, samples: number): Uint8Array {
  return Uint8Array.from({ length: samples }, (_, sample) => Number(sample < hits));
}

function swapped({ intact, cut }: TwoBranches): Correctness {
  return twoBranches({ intact: [intact[1], intact[0]], cut: [cut[1], cut[0]] });
}

function entry(
  entries: readonly UtilizationEntry[],
  branch: number,
  cut: number,
): UtilizationEntry {
  const found = entries.find((one) => one.branch === branch && one.cut === cut);
  if (found === undefined) {
    throw new Error(`There is no entry of branch ${String(branch)} without ${String(cut)}.`);
  }
  return found;
}

const correct = fc.integer({ min: 1, max: 60 }).chain((samples) => {
  const vector = fc.uint8Array({ minLength: samples, maxLength: samples, max: 1 });
  return fc.record({ intact: fc.tuple(vector, vector), cut: fc.tuple(vector, vector) });
});

describe('the conditional utilization of two modalities', () => {
  it('is the share of a branch’s accuracy that the cut costs, by hand', () => {
    const { entries, difference } = conditionalUtilization(
      twoBranches({
        intact: [right(80, 100), right(60, 100)],
        cut: [right(40, 100), right(57, 100)],
      }),
      1,
    );
    expect(entries.map(({ branch, cut }) => [branch, cut])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(entry(entries, 0, 1)).toMatchObject({
      accuracy: { value: 0.8 },
      accuracyCut: { value: 0.4 },
      points: { value: 0.4 },
      rate: { value: 0.5 },
    });
    expect(entry(entries, 1, 0).rate.value).toBeCloseTo(0.05, 12);
    expect(difference.value).toBeCloseTo(0.45, 12);
  });

  it('is negative where a modality hurts', () => {
    const { entries } = conditionalUtilization(
      twoBranches({
        intact: [right(50, 100), right(50, 100)],
        cut: [right(60, 100), right(50, 100)],
      }),
      1,
    );
    expect(entry(entries, 0, 1).rate.value).toBeCloseTo(-0.2, 12);
    expect(entry(entries, 0, 1).rate.high).toBeLessThan(0);
  });

  it('is transposed, and d_util and every interval mirrored, where the modalities are swapped', () => {
    fc.assert(
      fc.property(correct, fc.integer(), (branches, seed) => {
        const straight = conditionalUtilization(twoBranches(branches), seed);
        const mirrored = conditionalUtilization(swapped(branches), seed);
        for (const quantity of ['accuracy', 'accuracyCut', 'points', 'rate'] as const) {
          expect(entry(mirrored.entries, 0, 1)[quantity]).toEqual(
            entry(straight.entries, 1, 0)[quantity],
          );
        }
        const { value, low, high, method } = straight.difference;
        const opposite = (number: number | null): unknown =>
          number === null ? null : (expect.closeTo(-number, 9) as unknown);
        expect(mirrored.difference).toEqual({
          value: opposite(value),
          low: opposite(high),
          high: opposite(low),
          method,
        });
      }),
      { numRuns: 20 },
    );
  });

  it('differs by exactly 0 between identical twins, give or take the rule of three', () => {
    fc.assert(
      fc.property(correct, ({ intact: [intact], cut: [cut] }) => {
        const twins = twoBranches({ intact: [intact, intact], cut: [cut, cut] });
        const { difference } = conditionalUtilization(twins, 1);
        fc.pre(difference.value !== null);
        expect(difference).toMatchObject({ value: 0, method: 'rule-of-three' });
        expect(difference.low).toBeLessThan(0);
        expect(difference.high).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it('is null, and never NaN, just where a branch is never right', () => {
    fc.assert(
      fc.property(correct, (branches) => {
        const measured = conditionalUtilization(twoBranches(branches), 1);
        for (const branch of [0, 1]) {
          const { rate, accuracy, points } = entry(measured.entries, branch, 1 - branch);
          expect(rate.value === null).toBe(accuracy.value === 0);
          expect(rate.low === null).toBe(rate.value === null);
          expect(points.value).not.toBeNull();
        }
        const rates = measured.entries.map(({ rate }) => rate.value);
        expect(measured.difference.value === null).toBe(rates.includes(null));
        expect(() =>
          utilization.pick({ entries: true, difference: true, model: true }).parse(measured),
        ).not.toThrow();
      }),
      { numRuns: 20 },
    );
  });

  it('lies within its intervals, which have a width', () => {
    fc.assert(
      fc.property(correct, (branches) => {
        const measured = conditionalUtilization(twoBranches(branches), 1);
        const estimates: Estimate[] = [measured.difference, measured.modelAccuracy];
        for (const { accuracy, accuracyCut, points, rate } of measured.entries) {
          estimates.push(accuracy, accuracyCut, points, rate);
        }
        for (const { value, low, high } of estimates.filter(({ value }) => value !== null)) {
          expect(low).toBeLessThanOrEqual(Number(value));
          expect(high).toBeGreaterThanOrEqual(Number(value));
          expect(Number(high) - Number(low)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the same intervals for the same seed, and others for another', () => {
    const branches = simulate(
      { samples: 200, accuracies: [0.8, 0.7], accuraciesCut: [0.6, 0.65] },
      Generator.stream(1, 'simulation'),
    );
    expect(conditionalUtilization(branches, 7)).toEqual(conditionalUtilization(branches, 7));
    expect(conditionalUtilization(branches, 7)).not.toEqual(conditionalUtilization(branches, 8));
  });

  it('pairs samples: the same accuracies are surer where the same samples are right', () => {
    const intact = right(800, 1000);
    const nested = right(760, 1000);
    const apart = Uint8Array.from({ length: 1000 }, (_, sample) => Number(sample >= 240));
    const width = (cut: Uint8Array): number => {
      const { points } = conditionalUtilization(
        twoBranches({ intact: [intact, intact], cut: [cut, intact] }),
        1,
      ).entries[0];
      return Number(points.high) - Number(points.low);
    };
    expect(width(nested)).toBeLessThan(width(apart) / 3);
  });

  it('refuses vectors of different lengths', () => {
    const intact = [right(5, 10), right(5, 10)] as const;
    const broken = twoBranches({ intact, cut: [right(5, 10), right(5, 9)] });
    expect(() => conditionalUtilization(broken, 1)).toThrow(RangeError);
  });

  it('is undefined without samples', () => {
    const none = new Uint8Array(0);
    const { entries, difference } = conditionalUtilization(
      twoBranches({ intact: [none, none], cut: [none, none] }),
      1,
    );
    expect(entries[0].accuracy.value).toBeNull();
    expect(difference.value).toBeNull();
  });
});

describe('the rule of three', () => {
  it('bounds what was never seen: no sample is discordant', () => {
    const intact = right(80, 100);
    const { entries, difference, modelAccuracy } = conditionalUtilization(
      twoBranches({ intact: [intact, right(100, 100)], cut: [intact, right(100, 100)] }),
      1,
    );
    expect(entry(entries, 0, 1).points).toEqual({
      value: 0,
      low: -0.03,
      high: 0.03,
      method: 'rule-of-three',
    });
    expect(entry(entries, 0, 1).rate.high).toBeCloseTo(0.03 / 0.8, 12);
    expect(entry(entries, 1, 0).accuracy).toEqual({
      value: 1,
      low: 0.97,
      high: 1,
      method: 'rule-of-three',
    });
    expect(difference.value).toBe(0);
    expect(difference.high).toBeCloseTo(0.03 / 0.8 + 0.03, 12);
    expect(modelAccuracy.method).toBe('bootstrap');
  });

  it('bounds a cut that costs a branch everything from one side', () => {
    const { entries } = conditionalUtilization(
      twoBranches({
        intact: [right(50, 100), right(50, 100)],
        cut: [right(0, 100), right(50, 100)],
      }),
      1,
    );
    expect(entry(entries, 0, 1).accuracyCut).toMatchObject({ value: 0, low: 0, high: 0.03 });
    expect(entry(entries, 0, 1).rate).toMatchObject({ value: 1, high: 1, method: 'rule-of-three' });
    expect(entry(entries, 0, 1).rate.low).toBeCloseTo(1 - 0.03 / 0.5, 12);
    expect(entry(entries, 0, 1).points.method).toBe('bootstrap');
  });

  it('bounds a plain accuracy of 0 or 1 from one side', () => {
    expect(accuracyEstimate(right(0, 60), 1)).toMatchObject({ value: 0, low: 0, high: 0.05 });
    expect(accuracyEstimate(right(60, 60), 1)).toMatchObject({ value: 1, low: 0.95, high: 1 });
    const half = accuracyEstimate(right(32, 64), 1);
    expect(half).toMatchObject({ value: 0.5, method: 'bootstrap' });
    expect(half.low).toBeCloseTo(0.5 - 0.1225, 1);
  });
});

describe('cuts drawn several times', () => {
  it('count with the mean of their passes', () => {
    const intact = right(10, 10);
    const cut = Uint8Array.from([5, 5, 5, 5, 5, 5, 5, 0, 1, 4]);
    const { entries } = conditionalUtilization(
      { ...twoBranches({ intact: [intact, intact], cut: [cut, cut] }), cutPasses: 5 },
      1,
    );
    expect(entry(entries, 0, 1).accuracyCut.value).toBeCloseTo(0.8, 12);
    expect(entry(entries, 0, 1).rate.value).toBeCloseTo(0.2, 12);
    expect(entry(entries, 0, 1).rate.high).toBeGreaterThan(0.2);
  });
});

describe('the conditional utilization of three modalities', () => {
  const intact = [right(100, 100), right(100, 100), right(50, 100)];
  const cut = [
    [null, right(90, 100), right(40, 100)],
    [right(80, 100), null, right(50, 100)],
    [right(60, 100), right(40, 100), null],
  ];
  const modelCut = [right(95, 100), right(90, 100), right(50, 100)];
  const labels = new Int32Array(100);
  const measured = conditionalUtilization(
    { intact, modelIntact: intact[0], cut, modelCut, labels, classCount: 1 },
    1,
  );

  it('has an entry for every branch and every other modality', () => {
    expect(measured.entries.map(({ branch, cut: other }) => [branch, other])).toEqual([
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
    ]);
    expect(entry(measured.entries, 2, 0).rate.value).toBeCloseTo(0.2, 12);
    expect(entry(measured.entries, 1, 2).rate.value).toBeCloseTo(0.6, 12);
  });

  it('has the gap of the mean rates: here (0.4 + 0.6) / 2 − (0.2 + 0) / 2', () => {
    expect(measured.difference.value).toBeCloseTo(0.4, 12);
    expect(measured.difference.low).toBeGreaterThan(0.2);
  });

  it('has no gap between identical triplets, and says how sure that is', () => {
    const [whole, without] = [right(80, 100), right(60, 100)];
    const { difference } = conditionalUtilization(
      {
        intact: [whole, whole, whole],
        modelIntact: whole,
        cut: [0, 1, 2].map((j) => [0, 1, 2].map((k) => (k === j ? null : without))),
        modelCut: [without, without, without],
        labels,
        classCount: 1,
      },
      1,
    );
    expect(difference).toMatchObject({ low: 0, method: 'rule-of-three' });
    expect(difference.value).toBeCloseTo(0, 12);
    expect(difference.high).toBeGreaterThan(0.03);
  });

  it('shows what the model loses without each', () => {
    expect(measured.model.map(({ points }) => Number(points.value).toFixed(2))).toEqual([
      '0.05',
      '0.10',
      '0.50',
    ]);
  });
});

describe('one modality alone', () => {
  it('has accuracies and no utilization', () => {
    const intact = right(8, 10);
    const measured = conditionalUtilization(
      {
        intact: [intact],
        modelIntact: intact,
        cut: [[null]],
        modelCut: [],
        labels: new Int32Array(10),
        classCount: 2,
      },
      1,
    );
    expect(measured.modelAccuracy.value).toBe(0.8);
    expect(measured.entries).toEqual([]);
    expect(measured.difference.value).toBeNull();
  });
});

describe('the classes', () => {
  // Class 0: 40 samples. Class 1: 29, too few. Class 2: 40 with a recall of 2/40, too low. Class 3: none.
  const labels = Int32Array.from([
    ...Array<number>(40).fill(0),
    ...Array<number>(29).fill(1),
    ...Array<number>(40).fill(2),
  ]);
  const intact = Uint8Array.from([...right(30, 40), ...right(20, 29), ...right(2, 40)]);
  const cut = Uint8Array.from([...right(15, 40), ...right(20, 29), ...right(0, 40)]);
  const { classes } = conditionalUtilization(
    twoBranches({ intact: [intact, intact], cut: [cut, intact], labels, classCount: 4 }),
    1,
  );

  it('have their recall for accuracy, and points of it', () => {
    expect(classes.map(({ samples }) => samples)).toEqual([40, 29, 40, 0]);
    const ofFirst = entry(classes[0].entries, 0, 1);
    expect(ofFirst).toMatchObject({
      accuracy: { value: 0.75 },
      accuracyCut: { value: 0.375 },
      points: { value: 0.375 },
      rate: { value: 0.5 },
    });
    expect(entry(classes[2].entries, 0, 1).points.value).toBeCloseTo(0.05, 12);
  });

  it('have a rate only for 30 samples or more and a recall of 0.1 or more', () => {
    expect(classes.map(({ entries }) => entry(entries, 0, 1).rate.value)).toEqual([
      0.5,
      null,
      null,
      null,
    ]);
  });

  it('have null throughout where they have no samples', () => {
    expect(entry(classes[3].entries, 0, 1)).toMatchObject({
      accuracy: { value: null, low: null, high: null },
      points: { value: null },
    });
  });

  it('have wider intervals than one class alone would: they hold at once', () => {
    const { classes: alone } = conditionalUtilization(
      twoBranches({
        intact: [intact.slice(0, 40), intact.slice(0, 40)],
        cut: [cut.slice(0, 40), intact.slice(0, 40)],
      }),
      1,
    );
    const width = ({ points: { low, high } }: UtilizationEntry): number =>
      Number(high) - Number(low);
    expect(width(entry(classes[0].entries, 0, 1))).toBeGreaterThan(
      1.1 * width(entry(alone[0].entries, 0, 1)),
    );
  });

  it('say more cautiously that none is discordant than one class alone would', () => {
    const { points } = entry(classes[0].entries, 1, 0);
    expect(points).toMatchObject({ value: 0, method: 'rule-of-three' });
    expect(points.high).toBeCloseTo((3 + Math.log(3)) / 40, 12);
  });
});
