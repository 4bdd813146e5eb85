import type { RunFacts } from '../../../../src/metrics/findings/facts.js';
import { findingsOf } from '../../../../src/metrics/findings/findings.js';
import type { StepSummary } from '../../../../src/metrics/findings/step-summary.js';
import type { Evaluation, RunEvent } from '../../../../src/record/event.js';
import type { Finding, FindingId } from '../../../../src/record/finding.js';
import type { Estimate, Utilization } from '../../../../src/record/utilization.js';

/** An estimate by resampling. */
export function estimate(value: number | null, low: number | null, high: number | null): Estimate {
  return { value, low, high, method: 'bootstrap' };
}

/** A long gray-and-color run without findings of its own: nothing measured, d_speed within ±α. */
export function handMadeRun({
  steps = {},
  description = {},
  ...changes
}: {
  readonly steps?: Partial<StepSummary>;
  readonly description?: Partial<RunFacts['description']>;
  readonly state?: RunFacts['state'];
  readonly reason?: string | null;
  readonly events?: readonly RunEvent[];
  readonly nullBand?: RunFacts['nullBand'];
} = {}): RunFacts {
  return {
    state: 'finished',
    reason: null,
    events: [],
    nullBand: null,
    ...changes,
    description: {
      modalities: [
        { name: 'gray', shape: [28, 28, 1] },
        { name: 'color', shape: [28, 28, 3] },
      ],
      classes: Array.from({ length: 10 }, (_, label) => String(label)),
      balancing: { strategy: 'vanilla' },
      only: null,
      plannedSteps: 1000,
      ...description,
    },
    steps: {
      count: 1000,
      epochs: 10,
      firstNonFiniteLoss: null,
      rebalancing: [0, 0],
      rule: { alpha: 0.01, warmUpEpochs: 1 },
      alphas: [0.01],
      afterWarmUp: 900,
      judged: 900,
      above: 0,
      below: 0,
      speedDifference: 0.002,
      windowedSpeedDifference: 0.001,
      speeds: [-1, -1.002],
      ...steps,
    },
  };
}

/** A utilization in which gray loses `[0]` points without color and color `[1]` without gray. */
export function utilizationEvent(
  points: readonly [Estimate, Estimate],
  changes: Partial<Utilization> = {},
  accuracies: readonly [Estimate, Estimate] = [
    estimate(0.8, 0.78, 0.82),
    estimate(0.8, 0.78, 0.82),
  ],
): RunEvent {
  const entry = (branch: number, cut: number) => ({
    branch,
    cut,
    accuracy: accuracies[branch],
    accuracyCut: estimate(0.7, 0.68, 0.72),
    points: points[branch],
    rate: points[branch],
  });
  return {
    type: 'utilization',
    time: 0,
    step: 1000,
    utilization: {
      split: 'validation',
      cut: 'mean',
      samples: 1000,
      available: 1000,
      recordingSamples: 4000,
      modelAccuracy: estimate(0.81, 0.79, 0.83),
      entries: [entry(0, 1), entry(1, 0)],
      difference: estimate(0.01, -0.02, 0.04),
      model: [],
      classes: [],
      durations: { recording: 0, intact: 0, cut: 0, intervals: 0 },
      ...changes,
    },
  };
}

/** The end of an epoch with these accuracies, on `samples` samples. */
export function epochEvent(accuracies: Partial<Evaluation>): RunEvent {
  return {
    type: 'epoch',
    time: 0,
    step: 1000,
    epoch: 10,
    evaluation: {
      split: 'validation',
      samples: 1000,
      accuracy: 0.8,
      loss: 1,
      branchAccuracies: [0.8, 0.8],
      ...accuracies,
    },
  };
}

/** The findings called `id` in a run. */
export function found(facts: RunFacts, id: FindingId): Finding[] {
  return findingsOf(facts).filter((finding) => finding.id === id);
}

/** All sentences of the findings called `id`. */
export function saying(facts: RunFacts, id: FindingId): string {
  return found(facts, id)
    .flatMap(({ sentences }) => sentences)
    .join(' ');
}
