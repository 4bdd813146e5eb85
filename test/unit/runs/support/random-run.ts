import fc from 'fast-check';
import { Generator } from '../../../../src/random/generator.js';
import type { RunEvent } from '../../../../src/record/event.js';
import { stepColumns } from '../../../../src/record/step.js';
import type { Run } from '../../../../src/runs/read-run.js';
import type { RunBatch } from '../../../../src/runs/run-source.js';
import { checkedSteps, stepLayout } from '../../../../src/runs/step-table.js';
import { estimate } from '../../metrics/findings/hand-made-run.js';
import { runDescription } from '../../record/run-description.js';

/** A run in memory: what its files would hold. */
export interface RandomRun {
  readonly run: Run;
  readonly records: Float64Array;
  readonly width: number;
  readonly count: number;
  readonly events: readonly RunEvent[];
}

interface Shape {
  readonly seed: number;
  readonly modalityCount: number;
  readonly count: number;
  readonly eventCount: number;
  /** Share of values that are not finite, 0–1. */
  readonly gaps: number;
}

/** Runs of up to so many steps and events, with gaps, spikes and re-balancing steps. */
export function randomRuns(mostSteps: number, mostEvents: number): fc.Arbitrary<RandomRun> {
  return fc
    .record({
      seed: fc.nat(),
      modalityCount: fc.integer({ min: 1, max: 3 }),
      count: fc.oneof(fc.nat(50), fc.nat(mostSteps)),
      eventCount: fc.oneof(fc.nat(10), fc.nat(mostEvents)),
      gaps: fc.constantFrom(0, 0.1, 0.9),
    })
    .map(randomRun);
}

/** The run of this shape. */
export function randomRun({ seed, modalityCount, count, eventCount, gaps }: Shape): RandomRun {
  const modalities = Array.from({ length: modalityCount }, (_, k) => `m${k}`);
  const columns = stepColumns(modalities);
  const random = Generator.stream(seed, 'run');
  const records = new Float64Array(count * columns.length);
  for (let index = 0; index < count; index += 1) {
    columns.forEach((column, place) => {
      records[index * columns.length + place] = value(column, index, random, modalityCount, gaps);
    });
  }
  return {
    run: {
      directory: `/runs/${seed}`,
      description: runDescription({
        modalities: modalities.map((name) => ({ name, shape: [1] })),
        stepColumns: columns,
      }),
    },
    records,
    width: columns.length,
    count,
    events: Array.from({ length: eventCount }, (_, index) => event(index, random)),
  };
}

/** The steps `from` up to `to` and the events of `events`, as a batch. */
export function batchOf(
  { run, records, width }: RandomRun,
  from: number,
  to: number,
  events: readonly RunEvent[],
): RunBatch {
  const layout = stepLayout(run.description, 'run.json');
  const values = records.slice(from * width, to * width);
  const { steps, warnings } = checkedSteps(layout, values, from, 'steps.f64');
  return { steps, events, warnings, truncated: false, more: false };
}

function value(
  column: string,
  index: number,
  random: Generator,
  modalityCount: number,
  gaps: number,
): number {
  switch (column) {
    case 'step':
      return index + 1;
    case 'epoch':
      return 1 + Math.floor(index / 100);
    case 'mode':
      return random.uniform() < 0.5 ? 0 : random.integer(modalityCount + 1);
    default:
      if (random.uniform() < gaps) {
        return Number.NaN;
      }
      return random.uniform() < 0.01 ? 1e9 * random.uniform() : random.uniform();
  }
}

function event(step: number, random: Generator): RunEvent {
  const happened = { time: step, step };
  const evaluation = {
    split: 'validation' as const,
    samples: 10,
    accuracy: random.uniform(),
    loss: random.uniform(),
    branchAccuracies: [random.uniform()],
  };
  const draw = random.uniform();
  if (draw < 0.1) {
    return { type: 'state', ...happened, state: 'paused', reason: `because ${step}` };
  }
  if (draw < 0.3) {
    return { type: 'checkpoint', ...happened, best: random.uniform() < 0.1 };
  }
  if (draw < 0.6) {
    return {
      type: 'epoch',
      ...happened,
      epoch: step + 1,
      evaluation: random.uniform() < 0.1 ? evaluation : null,
    };
  }
  if (draw < 0.7) {
    return { type: 'evaluation', ...happened, evaluation };
  }
  return {
    type: 'utilization',
    ...happened,
    utilization: {
      split: 'validation',
      cut: random.uniform() < 0.8 ? 'mean' : 'zero',
      samples: 1000,
      available: 1000,
      recordingSamples: 100,
      modelAccuracy: estimate(0.8, 0.7, 0.9),
      entries: [],
      difference: estimate(null, null, null),
      model: [],
      classes: [{ class: 0, samples: step, entries: [] }],
      durations: { recording: 1, intact: 1, cut: 1, intervals: 1 },
    },
  };
}
