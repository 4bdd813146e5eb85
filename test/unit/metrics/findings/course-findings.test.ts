import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../../src/metrics/findings/findings.js';
import { speedRule, StepSummarizer } from '../../../../src/metrics/findings/step-summary.js';
import { regular, rebalancing, type Mode } from '../../../../src/record/mode.js';
import type { Step } from '../../../../src/record/step.js';
import { columnsOf } from '../../../support/columns-of.js';
import {
  epochEvent,
  estimate,
  found,
  handMadeRun,
  saying,
  utilizationEvent,
} from './hand-made-run.js';

describe('how a run ended', () => {
  it.each(['failed', 'interrupted', 'stopped'] as const)('says that it %s, and why', (state) => {
    const [finding] = found(handMadeRun({ state, reason: 'The disk is full.' }), state);
    expect(finding.sentences).toContain('The disk is full.');
    expect(finding.sentences[0]).toContain('1,000 of 1,000 planned steps');
    expect(finding.severity).toBe(state === 'stopped' ? 'note' : 'warning');
  });

  it('says nothing of a run that finished or goes on', () => {
    for (const state of ['finished', 'training'] as const) {
      const ids = findingsOf(handMadeRun({ state })).map(({ id }) => id);
      expect(ids).toEqual(['too-short']);
    }
  });

  it('says where a loss was not finite', () => {
    const facts = handMadeRun({ steps: { firstNonFiniteLoss: 312 } });
    expect(saying(facts, 'diverged')).toContain('from step 312 on');
    expect(found(handMadeRun(), 'diverged')).toEqual([]);
  });
});

describe('d_speed', () => {
  it('is noted where most regular steps after the warm-up lie outside ±α, with its limits', () => {
    const facts = handMadeRun({ steps: { above: 451, speedDifference: 0.2 } });
    const text = saying(facts, 'speeds-apart');
    expect(text).toContain('|d_speed| lies above α = 0.01 in 50.1 %');
    expect(text).toContain('the gray branch takes up color faster than');
    expect(text).toContain('offset before anything is learnt');
  });

  it('has no direction where it is on either side', () => {
    const facts = handMadeRun({ steps: { above: 300, below: 300 } });
    expect(saying(facts, 'speeds-apart')).toContain('on either side of 0');
  });

  it('is held to its null band where there is one', () => {
    const beside = (speedDifference: number) =>
      handMadeRun({
        steps: { above: 900, speedDifference: 0.2 },
        nullBand: { step: 124, speedDifference, low: -0.05, high: 0.03, trainings: 8 },
      });
    const outside = saying(beside(0.031), 'speeds-apart');
    expect(outside).toContain('After step 124 it is 0.031, outside the null band [−0.050, 0.030]');
    expect(outside).toContain('no measure of use');
    const [inside] = found(beside(0.03), 'speeds-apart');
    expect(inside.sentences[1]).toContain('inside the null band [−0.050, 0.030] of 8 trainings');
    expect(inside.next).toContain('no reason to re-balance');
    expect(inside.edit).toBeUndefined();
    expect(inside.numbers.at(-1)).toMatchObject({ label: 'd_speed after step 124', value: 0.03 });
  });

  it.each([
    ['half of the steps', { above: 450 }],
    ['too few steps', { judged: 49, above: 49 }],
  ])('is not judged on %s', (_, steps) => {
    expect(found(handMadeRun({ steps }), 'speeds-apart')).toEqual([]);
  });

  it('is said to be over where the window is within ±α or on the other side', () => {
    const speeds = (windowedSpeedDifference: number) =>
      handMadeRun({ steps: { above: 900, speedDifference: 0.2, windowedSpeedDifference } });
    expect(saying(speeds(0.01), 'window-disagrees')).toContain('within ±α');
    expect(saying(speeds(-0.1), 'window-disagrees')).toContain('on the other side of 0');
    expect(found(speeds(0.011), 'window-disagrees')).toEqual([]);
  });
});

describe('re-balancing steps', () => {
  it('are given by modality', () => {
    const facts = handMadeRun({ steps: { rebalancing: [500, 25] } });
    expect(saying(facts, 'rebalancing-steps')).toBe(
      'Of 1,000 training steps, 50.0 % re-balanced gray and 2.5 % re-balanced color; the others were regular.',
    );
  });

  it('are said to be missing where the strategy could have had some', () => {
    const balancing = { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 } as const;
    const guided = handMadeRun({ description: { balancing } });
    expect(saying(guided, 'rebalancing-steps')).toContain('nothing has called for one');
    const early = handMadeRun({ description: { balancing }, steps: { afterWarmUp: 0 } });
    expect(saying(early, 'rebalancing-steps')).toContain('is not over');
    expect(found(handMadeRun(), 'rebalancing-steps')).toEqual([]);
  });
});

describe('the branches and the model', () => {
  it('are compared with intervals, from an evaluation where nothing else was measured', () => {
    const facts = handMadeRun({
      events: [epochEvent({ accuracy: 0.5, branchAccuracies: [0.4, 0.45] })],
    });
    const [finding] = found(facts, 'branches-and-model');
    expect(finding.sentences[0]).toBe(
      "On 1,000 validation samples the model gets 50.0 % [46.9, 53.1] right; of the branches' own predictions, gray 40.0 % [37.0, 43.1] and color 45.0 % [41.9, 48.1].",
    );
    expect(finding.numbers[0].how).toContain('Wilson');
  });

  it('warns where a branch is above the model, intervals apart, and not where they touch', () => {
    const branch = (low: number) =>
      handMadeRun({
        events: [
          utilizationEvent([estimate(0, 0, 0), estimate(0, 0, 0)], {}, [
            estimate(0.9, low, 0.95),
            estimate(0.8, 0.78, 0.82),
          ]),
        ],
      });
    expect(saying(branch(0.831), 'branch-above-model')).toContain('The gray branch');
    expect(found(branch(0.83), 'branch-above-model')).toEqual([]);
  });

  it('warns where a branch is not clear of always answering with one class', () => {
    const branch = (low: number) =>
      handMadeRun({
        events: [
          utilizationEvent([estimate(0, 0, 0), estimate(0, 0, 0)], {}, [
            estimate(0.12, low, 0.14),
            estimate(0.8, 0.78, 0.82),
          ]),
        ],
      });
    expect(saying(branch(0.1), 'branch-at-chance')).toContain('10.0 % of always answering');
    expect(found(branch(0.101), 'branch-at-chance')).toEqual([]);
  });
});

describe('a run too short to say', () => {
  it('says what it does not know, until it does', () => {
    expect(saying(handMadeRun({ steps: { judged: 49 } }), 'too-short')).toContain(
      'only 49 regular steps',
    );
    const known = handMadeRun({
      events: [utilizationEvent([estimate(0.1, 0, 0.2), estimate(0.1, 0, 0.2)])],
      steps: { judged: 50 },
    });
    expect(found(known, 'too-short')).toEqual([]);
  });

  it('says that a run of one modality has nothing to lean on', () => {
    const alone = handMadeRun({ description: { only: 'gray' } });
    expect(saying(alone, 'single-modality')).toContain('Only gray was trained');
    expect(found(alone, 'too-short')).toEqual([]);
  });
});

describe('the summary of steps', () => {
  const step = (number: number, speedDifference: number | null, mode: Mode = regular): Step => ({
    step: number,
    epoch: number <= 2 ? 1 : 2,
    time: 0,
    duration: 1,
    learningRate: 0.1,
    mode,
    loss: number === 5 ? Number.NaN : 1,
    accuracy: 0.5,
    speedDifference,
    branches: [],
  });

  it('judges regular steps after the warm-up alone, α itself within', () => {
    const steps = [
      step(1, 9),
      step(2, 9),
      step(3, 0.01),
      step(4, 0.011),
      step(5, -0.5),
      step(6, -0.5, rebalancing(1)),
      step(7, null),
    ];
    const rule = speedRule({ strategy: 'vanilla' });
    const summarizer = new StepSummarizer(2, rule);
    summarizer.append(columnsOf(steps.slice(0, 4)));
    summarizer.append(columnsOf(steps.slice(4)));
    summarizer.append(columnsOf([]));
    expect(summarizer.summary(null)).toMatchObject({
      count: 7,
      epochs: 2,
      firstNonFiniteLoss: 5,
      rebalancing: [0, 1],
      afterWarmUp: 5,
      judged: 3,
      above: 1,
      below: 1,
      speedDifference: null,
    });
  });

  it('judges each step by the α that was in force, also where a switch becomes known later', () => {
    const steps = [step(3, 0.02), step(4, 0.02), step(5, 0.2), step(6, -0.02)];
    const late = new StepSummarizer(2, speedRule({ strategy: 'vanilla' }));
    late.append(columnsOf(steps));
    late.switchAlpha(3, 0.1);
    const early = new StepSummarizer(2, speedRule({ strategy: 'vanilla' }));
    early.switchAlpha(3, 0.1);
    early.append(columnsOf(steps.slice(0, 2)));
    early.append(columnsOf(steps.slice(2)));
    for (const summarizer of [late, early]) {
      expect(summarizer.summary(null)).toMatchObject({
        ...{ judged: 4, above: 2, below: 0, alphas: [0.01, 0.1] },
        rule: { alpha: 0.1 },
      });
    }
  });

  it('says by which α, where it was changed', () => {
    const apart = (alphas: number[]) =>
      saying(handMadeRun({ steps: { above: 900, judged: 900, alphas } }), 'speeds-apart');
    expect(apart([0.01])).toContain('above α = 0.01 in 100.0 %');
    expect(apart([0.01, 0.1])).toContain('above α = 0.01 → 0.1 in 100.0 %');
    expect(apart([0.01, 0.1])).toContain('each step is held to the one that was in force');
  });

  it('takes α and the warm-up from the strategy', () => {
    const rule = { alpha: 0.2, warmUpEpochs: 3 };
    expect(speedRule({ strategy: 'guided', window: 5, ...rule })).toEqual(rule);
    expect(speedRule({ strategy: 'vanilla' })).toEqual({ alpha: 0.01, warmUpEpochs: 1 });
  });
});
