import type { RunEvent, RunState } from '../../src/record/event.js';
import type { Finding } from '../../src/record/finding.js';
import type { InspectionResult } from '../../src/record/inspection.js';
import type { LiveStatus } from '../../src/record/page-message.js';
import type { RunGrowth } from '../../src/record/run-growth.js';
import type { RunSnapshot, Snapshot } from '../../src/record/snapshot.js';
import type { Estimate, Utilization } from '../../src/record/utilization.js';
import { RunSeries } from '../../src/series/run-series.js';
import { ThinnedEvents } from '../../src/series/thinned-events.js';

/** What a run that nobody trained is made of. */
export interface SyntheticRun {
  readonly name?: string;
  readonly directory?: string;
  readonly modalities?: readonly string[];
  readonly steps?: number;
  readonly plannedSteps?: number;
  readonly state?: RunState;
  readonly reason?: string;
  /** A text that stands wherever a run has one. */
  readonly text?: string;
  /** Steps an epoch has; at the end of each, accuracy and utilization are measured. */
  readonly epoch?: number;
  /** The step at which the run was switched to guided; null for never. */
  readonly switched?: number | null;
  readonly hasNullBand?: boolean;
}

/** When synthetic runs began. */
export const began = Date.UTC(2026, 0, 1, 12);
const stepDuration = 120;

/** Noise that is the same for the same place, −1 to 1. */
function noise(place: number): number {
  const value = Math.sin(place * 127.1 + 311.7) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

const lossAt = (step: number, of: number): number =>
  0.25 + 2 * Math.exp(-step / (180 + 60 * of)) + 0.12 * noise(step + 1000 * of);
const speedAt = (step: number, of: number): number =>
  -0.4 + 0.12 * (of === 0 ? 1 : -1) * (1 - Math.exp(-step / 150)) + 0.004 * noise(step * 3 + of);
const differenceAt = (step: number): number => speedAt(step, 0) - speedAt(step, 1);
const windowedAt = (step: number): number => differenceAt(step) + 0.05 * noise(step * 7);

function modeAt(step: number, switched: number | null): number {
  return switched !== null && step > switched && step % 6 !== 0 ? (step % 240 < 170 ? 1 : 2) : 0;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** The columns of the steps after `from` up to `to`. */
function columns(
  { modalities = ['gray', 'color'], switched = null }: SyntheticRun,
  from: number,
  to: number,
): RunGrowth['steps'] {
  const step = numbers(from + 1, to);
  return {
    step,
    loss: step.map((at) => modalities.reduce((sum, _, of) => sum + lossAt(at, of), 0)),
    accuracy: step.map((at) => 1 - lossAt(at, 0) / 3),
    branchLosses: modalities.map((_, of) => step.map((at) => lossAt(at, of))),
    speeds: modalities.map((_, of) => step.map((at) => speedAt(at, of))),
    speedDifference: step.map(differenceAt),
    windowedSpeedDifference: step.map(windowedAt),
    modes: step.map((at) => modeAt(at, switched)),
  };
}

/** A run of gray and color that leans on color, unless told otherwise. */
export function syntheticRun(given: SyntheticRun = {}): RunSnapshot {
  const {
    name = 'colored-and-gray-mnist',
    directory = '2026-01-01T12-00-00Z-colored-and-gray-mnist-1a2b3c',
    modalities = ['gray', 'color'],
    steps = 600,
    plannedSteps = 2000,
    state = 'training',
    text = 'plain',
    epoch = 125,
    switched = null,
  } = given;
  const series = new RunSeries(modalities.length);
  series.append(columns(given, 0, steps));
  const events = new ThinnedEvents();
  events.append([
    { type: 'state', time: began, step: 0, state: 'training', reason: null },
    ...eventsBetween(0, steps, { modalities, epoch, switched, text }),
  ]);
  return {
    directory,
    description: {
      schemaVersion: 1,
      id: '1a2b3c',
      name,
      created: began,
      seed: 7,
      modalities: modalities.map((modality) => ({ name: modality, shape: [28, 28, 1] })),
      classes: ['zero', 'one', text],
      samples: { train: 8000, validation: 2000, test: 2000 },
      stepColumns: [],
      plannedSteps,
      balancing: { strategy: 'vanilla' },
      configuration: {
        training: { epochs: Math.ceil(plannedSteps / epoch), batchSize: 64, seed: 7 },
        data: { source: text },
      },
      only: null,
      device: { backend: 'wasm', description: 'CPU (WebAssembly SIMD, 2 threads)' },
      versions: { 'modality-lens': '0.1.0' },
      model: {
        file: `/home/me/project/${name}.multimodal.ts`,
        copies: [],
        hash: 'ab12'.repeat(16),
      },
    },
    state,
    reason: given.reason ?? null,
    steps: {
      ...series.curves(),
      window: 32,
      nullBand:
        given.hasNullBand === true
          ? {
              x: numbers(1, steps).filter((step) => step % 10 === 1),
              low: numbers(1, steps).flatMap((step) => (step % 10 === 1 ? [-0.06] : [])),
              high: numbers(1, steps).flatMap((step) => (step % 10 === 1 ? [0.05] : [])),
              trainings: 8,
            }
          : null,
    },
    events: events.events,
    eventsLeftOut: events.leftOut,
    findings: steps < epoch ? [] : [leaning(modalities, text)],
    damages: [],
    growing: { revision: 0, ...series.totals(), eventCounts: events.counts },
  };
}

/** What a synthetic run gains from after step `from` to step `to`, as the growth of this revision. */
export function syntheticGrowth(
  given: SyntheticRun,
  from: number,
  to: number,
  revision = 0,
): RunGrowth {
  const { modalities = ['gray', 'color'], epoch = 125, switched = null, text = 'plain' } = given;
  return {
    directory: syntheticRun({ ...given, steps: 0 }).directory,
    revision,
    steps: columns(given, from, to),
    events: eventsBetween(from, to, { modalities, epoch, switched, text }),
    state: given.state ?? 'training',
    reason: given.reason ?? null,
    findings: to < epoch ? [] : [leaning(modalities, text)],
    damages: null,
  };
}

/** What an editor says of the synthetic run beside its directory. */
export function syntheticLive(given: SyntheticRun, changed: Partial<LiveStatus> = {}): LiveStatus {
  const { directory, steps } = syntheticRun(given);
  return {
    directory,
    isOurs: true,
    isWrittenElsewhere: false,
    pending: null,
    lastStep: began + steps.count * stepDuration,
    stepDuration,
    timeLeft: Math.max(0, (given.plannedSteps ?? 2000) - steps.count) * stepDuration,
    waiting: null,
    checkpoints: [
      { step: 125, best: false },
      { step: 500, best: true },
    ],
    ...changed,
  };
}

/** What an inspection of the synthetic run at step 500 finds. */
export function syntheticInspection(points = 0.24): InspectionResult {
  return {
    step: 500,
    modalities: ['gray', 'color'],
    classes: ['zero', 'one', 'plain'],
    utilization: { ...utilizationAt(points), split: 'test', cut: 'zero' },
    references: [],
  };
}

/** A snapshot of runs, taken when the last of them ended its last step. */
export function snapshotOf(...runs: RunSnapshot[]): Snapshot {
  const last = Math.max(0, ...runs.map(({ steps }) => steps.count));
  return { schemaVersion: 1, taken: began + last * stepDuration, version: '0.1.0', runs };
}

interface EventSource {
  readonly modalities: readonly string[];
  readonly epoch: number;
  readonly switched: number | null;
  readonly text: string;
}

function eventsBetween(
  from: number,
  to: number,
  { modalities, epoch, switched, text }: EventSource,
): RunEvent[] {
  return numbers(from + 1, to).flatMap((step): RunEvent[] => {
    const happened = { time: began + step * stepDuration, step };
    const accuracy = 0.95 - 0.6 * Math.exp(-step / 300);
    return [
      ...(step === switched
        ? [
            {
              type: 'strategy',
              ...happened,
              balancing: { strategy: 'guided', alpha: 0.05, window: 5, warmUpEpochs: 1 },
            } as const,
          ]
        : []),
      ...(step % epoch === 0
        ? ([
            {
              type: 'epoch',
              ...happened,
              epoch: step / epoch,
              evaluation: {
                split: 'validation',
                samples: 2000,
                accuracy,
                loss: 1 - accuracy,
                branchAccuracies: modalities.map((_, of) => accuracy - 0.04 * (of + 1)),
              },
            },
            { type: 'utilization', ...happened, utilization: utilizationAt(0.08 + step / 8000) },
            { type: 'checkpoint', ...happened, best: step === 4 * epoch },
          ] as const)
        : []),
      ...(step === 300 ? [{ type: 'warning', ...happened, message: text } as const] : []),
    ];
  });
}

function estimate(value: number): Estimate {
  return { value, low: value - 0.021, high: value + 0.021, method: 'bootstrap' };
}

function utilizationAt(points: number): Utilization {
  const entry = (branch: number, lost: number) => ({
    branch,
    cut: 1 - branch,
    accuracy: estimate(0.82),
    accuracyCut: estimate(0.82 - lost),
    points: estimate(lost),
    rate: estimate(lost / 0.82),
  });
  const entries = [entry(0, points), entry(1, 0.008)];
  return {
    split: 'validation',
    cut: 'mean',
    samples: 1024,
    available: 2000,
    recordingSamples: 1024,
    modelAccuracy: estimate(0.843),
    entries,
    difference: estimate(points / 0.82 - 0.01),
    model: [0, 1].map((cut) => ({
      cut,
      accuracy: estimate(0.843),
      accuracyCut: estimate(0.79),
      points: estimate(0.053),
    })),
    classes: [0, 1, 2].map((each) => ({ class: each, samples: 340, entries })),
    durations: { recording: 900, intact: 300, cut: 600, intervals: 40 },
  };
}

function leaning(modalities: readonly string[], text: string): Finding {
  const [own, other] = modalities;
  const hostile = text === 'plain' ? '' : ` ${text}`;
  return {
    id: 'leans-on-one-modality',
    severity: 'warning',
    sentences: [
      `The model leans on ${other}: the ${own} branch loses 13.2 points [11.2, 15.2] without ${other}, the ${other} branch 0.8 [−1.3, 2.9] without ${own}.${hostile}`,
    ],
    numbers: [
      {
        label: `u(${other} | ${own})`,
        unit: 'rate',
        value: 0.161,
        low: 0.14,
        high: 0.182,
        how: 'after step 500, on 1,024 of 2,000 validation samples',
      },
    ],
    next: 'Train with re-balancing and compare.',
  };
}
