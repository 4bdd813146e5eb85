import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunFacts } from '../../../../src/metrics/findings/facts.js';
import { findingsOf } from '../../../../src/metrics/findings/findings.js';
import type { Estimate } from '../../../../src/record/utilization.js';
import { estimate, found, handMadeRun, saying, utilizationEvent } from './hand-made-run.js';

const clear = estimate(0.132, 0.11, 0.154);
const unclear = estimate(0.008, -0.002, 0.019);
const nothing: Estimate = { value: 0, low: -0.003, high: 0.003, method: 'rule-of-three' };

function run(...events: ReturnType<typeof utilizationEvent>[]) {
  return handMadeRun({ events });
}

describe('what each branch loses', () => {
  it('is said in points with intervals, and what the samples do not tell', () => {
    const facts = run(utilizationEvent([clear, unclear]));
    const [finding] = found(facts, 'losses-when-cut');
    expect(finding.severity).toBe('note');
    expect(finding.sentences).toEqual([
      'The gray branch loses 13.2 points [11.0, 15.4] without color.',
      'The color branch loses 0.8 points [−0.2, 1.9] without gray: these samples do not tell that from no change.',
    ]);
    expect(finding.numbers[0]).toMatchObject({ label: 'u(color | gray)', value: 0.132 });
    expect(finding.numbers[0].how).toMatch(/step 1,000, on all 1,000 validation.*not over seeds/);
  });

  it('is a gain where the branch does better without', () => {
    const facts = run(utilizationEvent([estimate(-0.02, -0.03, -0.01), unclear]));
    expect(saying(facts, 'losses-when-cut')).toContain(
      'The gray branch gains 2.0 points [1.0, 3.0] without color.',
    );
  });

  it('has the model without a modality and its branch', () => {
    const model = [{ cut: 0, accuracy: clear, accuracyCut: clear, points: clear }];
    expect(saying(run(utilizationEvent([clear, clear], { model })), 'losses-when-cut')).toContain(
      'The model loses 13.2 points [11.0, 15.4] without gray and its branch.',
    );
  });

  it('is left out where it is undefined or not measured', () => {
    const undefinedEstimate = estimate(null, null, null);
    expect(found(run(), 'losses-when-cut')).toEqual([]);
    const facts = run(utilizationEvent([undefinedEstimate, undefinedEstimate]));
    expect(found(facts, 'losses-when-cut')).toEqual([]);
  });

  it('comes from the last measurement that was cut by mean', () => {
    const facts = run(
      utilizationEvent([unclear, unclear]),
      utilizationEvent([clear, clear]),
      utilizationEvent([unclear, unclear], { cut: 'zero' }),
    );
    expect(saying(facts, 'losses-when-cut')).toContain('13.2');
  });
});

describe('leaning on one modality', () => {
  const leaning = (low: number, high: number) =>
    run(utilizationEvent([clear, clear], { difference: estimate((low + high) / 2, low, high) }));

  it('is a warning that names who leans on what, by the sign of d_util', () => {
    expect(saying(leaning(0.001, 0.4), 'leans-on-one-modality')).toMatch(
      /^The gray branch leans on color more than the color branch leans on gray: d_util is/,
    );
    expect(saying(leaning(-0.4, -0.001), 'leans-on-one-modality')).toMatch(
      /^The color branch leans on gray more/,
    );
    expect(found(leaning(0.001, 0.4), 'leans-on-one-modality')[0].severity).toBe('warning');
  });

  it('is about the branch that leans, and says what in the model file would change it', () => {
    const of = (facts: RunFacts) => found(facts, 'leans-on-one-modality')[0];
    expect(of(leaning(0.001, 0.4))).toMatchObject({ modality: 0, edit: 'guided' });
    expect(of(leaning(-0.4, -0.001))).toMatchObject({ modality: 1, edit: 'guided' });
    const guided = { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 } as const;
    const { events } = leaning(0.001, 0.4);
    expect(of(handMadeRun({ events, description: { balancing: guided } })).edit).toBe('alpha');
  });

  it.each([
    [0, 0.4],
    [-0.4, 0],
    [-0.1, 0.1],
  ])('is not said where the interval reaches 0: [%d, %d]', (low, high) => {
    expect(found(leaning(low, high), 'leans-on-one-modality')).toEqual([]);
  });

  it('names the most missed of three modalities', () => {
    const modalities = ['gray', 'color', 'depth'].map((name) => ({ name, shape: [4] }));
    const entries = [0, 1, 2].flatMap((branch) =>
      [0, 1, 2]
        .filter((cut) => cut !== branch)
        .map((cut) => {
          const rate = cut === 2 ? clear : unclear;
          return { branch, cut, accuracy: clear, accuracyCut: clear, points: rate, rate };
        }),
    );
    const event = utilizationEvent([clear, clear], { entries, difference: clear });
    const facts = handMadeRun({ events: [event], description: { modalities } });
    expect(saying(facts, 'leans-on-one-modality')).toMatch(
      /^The other branches lean on depth most/,
    );
  });
});

describe('a modality that hurts', () => {
  it('is a warning where u is clearly negative, and only there', () => {
    const hurting = run(utilizationEvent([estimate(-0.02, -0.03, -0.001), unclear]));
    expect(found(hurting, 'modality-hurts')).toHaveLength(1);
    expect(saying(hurting, 'modality-hurts')).toContain('what it takes from color costs it');
    const unsure = run(utilizationEvent([estimate(-0.02, -0.04, 0), unclear]));
    expect(found(unsure, 'modality-hurts')).toEqual([]);
  });
});

describe('how it was measured', () => {
  it('marks fewer than 500 samples', () => {
    const few = run(utilizationEvent([clear, clear], { samples: 499 }));
    expect(saying(few, 'few-samples')).toContain('499 of 1,000 validation samples');
    expect(found(run(utilizationEvent([clear, clear], { samples: 500 })), 'few-samples')).toEqual(
      [],
    );
  });

  it('says which intervals are bounds by the rule of three', () => {
    const facts = run(utilizationEvent([nothing, clear]));
    expect(saying(facts, 'rule-of-three')).toMatch(
      /Cutting color changed none .* 0\.0 \[−0\.3, 0\.3\]/,
    );
    expect(found(facts, 'rule-of-three')[0].numbers[0].how).toContain('rule of three');
    expect(found(run(utilizationEvent([clear, clear])), 'rule-of-three')).toEqual([]);
  });

  it('warns where two cuts of the same weights disagree, and not where their intervals meet', () => {
    const permuted = (low: number) =>
      utilizationEvent([estimate(0.3, low, 0.4), clear], { cut: 'permute' });
    const facts = run(utilizationEvent([clear, clear]), permuted(0.155));
    expect(saying(facts, 'cuts-disagree')).toContain('How color is cut off decides');
    expect(found(run(utilizationEvent([clear, clear]), permuted(0.154)), 'cuts-disagree')).toEqual(
      [],
    );
    const earlier = { ...permuted(0.155), step: 500 };
    expect(found(run(earlier, utilizationEvent([clear, clear])), 'cuts-disagree')).toEqual([]);
  });
});

it('never calls a modality under-used or under-trained, and never words an interval that contains 0', () => {
  const interval = fc
    .tuple(...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true })))
    .map((bounds) => bounds.toSorted((one, other) => one - other))
    .map(([low, value, high]) => estimate(value, low, high));
  fc.assert(
    fc.property(interval, interval, interval, (first, second, difference) => {
      const facts = run(utilizationEvent([first, second], { difference }));
      const findings = findingsOf(facts);
      const text = findings.flatMap(({ sentences }) => sentences).join(' ');
      expect(text).not.toMatch(/under-?(used|trained)|NaN|undefined|null|Infinity/i);
      for (const { id, numbers } of findings) {
        if (id === 'leans-on-one-modality' || id === 'modality-hurts') {
          const [{ low, high }] = numbers;
          expect((low ?? 0) > 0 || (high ?? 0) < 0).toBe(true);
        }
      }
    }),
  );
});
