import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunEvent, RunState } from '../../../src/record/event.js';
import type { RunDescription } from '../../../src/record/run.js';
import { encodeStep, stepColumns } from '../../../src/record/step.js';
import type { Estimate } from '../../../src/record/utilization.js';

/** What a run that is written by hand is made of. */
export interface WrittenRun {
  readonly name: string;
  readonly modalities: readonly [string, string];
  readonly steps: number;
  readonly strategy?: 'vanilla' | 'guided';
  /** A text that stands wherever a run has one: class names, paths, reasons, options. */
  readonly text?: string;
  readonly measured?: boolean;
  /** The model file that it is a run of; a text by default. */
  readonly modelFile?: string;
  /** What that file held when the run was made; by default the run has no copy of it. */
  readonly copy?: string;
  /** The one modality that was trained; by default all were. */
  readonly only?: string | null;
  /** How it ended; by default it failed. */
  readonly state?: RunState;
  /** What `null-band.json` holds; none by default. */
  readonly nullBand?: string;
}

/** Writes a run of a gray-and-color kind, without training, and returns its directory. */
export async function writeRun(folder: string, run: WrittenRun): Promise<string> {
  const directory = path.join(
    folder,
    `2026-01-01T00-00-00Z-${String(run.steps)}-${run.modalities[0].length}`,
  );
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'run.json'), JSON.stringify(describe(run)));
  const width = stepColumns(run.modalities).length;
  const records = new Float64Array(run.steps * width);
  for (let index = 0; index < run.steps; index += 1) {
    records.set(record(index + 1), index * width);
  }
  await writeFile(path.join(directory, 'steps.f64'), new Uint8Array(records.buffer));
  const lines = events(run).map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(path.join(directory, 'events.jsonl'), lines.join(''));
  if (run.copy !== undefined) {
    await mkdir(path.join(directory, 'model'));
    await writeFile(path.join(directory, 'model', copyName), run.copy);
  }
  if (run.nullBand !== undefined) {
    await writeFile(path.join(directory, 'null-band.json'), run.nullBand);
  }
  return directory;
}

/** What the copy of the model file is called in a run. */
const copyName = 'model.multimodal.ts';

function describe({
  name,
  modalities,
  steps,
  strategy = 'vanilla',
  text = 'plain',
  modelFile = text,
  copy,
  only = null,
}: WrittenRun): RunDescription {
  return {
    schemaVersion: 1,
    id: text,
    name,
    created: 0,
    seed: 1,
    modalities: modalities.map((modality) => ({ name: modality, shape: [4] })),
    classes: [text, 'other'],
    samples: { train: 100, validation: 1000, test: 10 },
    stepColumns: stepColumns(modalities),
    plannedSteps: steps,
    balancing:
      strategy === 'vanilla' ? { strategy } : { strategy, alpha: 0.01, window: 5, warmUpEpochs: 1 },
    configuration: { [text]: { option: text } },
    only,
    device: { backend: 'cpu', description: text },
    versions: { [text]: text },
    model: {
      file: modelFile,
      copies: copy === undefined ? [] : [{ original: modelFile, copy: copyName }],
      hash: text,
    },
  };
}

function record(step: number): Float64Array {
  const branch = {
    loss: 1 / step,
    branchGradient: 1,
    branchWeights: 2,
    fusionGradient: 1,
    fusionWeights: 1,
    speed: 0.3,
  };
  return encodeStep({
    step,
    epoch: step <= 10 ? 1 : 2,
    time: step,
    duration: 1,
    learningRate: 0.1,
    mode: step % 7 === 0 ? { kind: 'rebalancing', modality: 0 } : { kind: 'regular' },
    loss: 2 / step,
    accuracy: 0.5,
    speedDifference: step === Math.round(step / 2) * 2 ? 0.1 : 0.05,
    branches: [branch, { ...branch, speed: 0.2 }],
  });
}

function events({
  steps,
  text = 'plain',
  measured = true,
  state = 'failed',
}: WrittenRun): RunEvent[] {
  const at = { time: 1, step: steps };
  const estimate = (value: number): Estimate => ({
    value,
    low: value - 0.02,
    high: value + 0.02,
    method: 'bootstrap',
  });
  const entry = (branch: number, points: number) => ({
    branch,
    cut: 1 - branch,
    accuracy: estimate(0.8),
    accuracyCut: estimate(0.8 - points),
    points: estimate(points),
    rate: estimate(points / 0.8),
  });
  const entries = [entry(0, 0.132), entry(1, 0.008)];
  const utilization: RunEvent = {
    type: 'utilization',
    ...at,
    utilization: {
      split: 'validation',
      cut: 'mean',
      samples: 1000,
      available: 1000,
      recordingSamples: 100,
      modelAccuracy: estimate(0.81),
      entries,
      difference: estimate(0.155),
      model: [],
      classes: [{ class: 0, samples: 500, entries }],
      durations: { recording: 1, intact: 1, cut: 1, intervals: 1 },
    },
  };
  return [
    { type: 'state', ...at, state: 'training', reason: null },
    ...(measured ? [utilization] : []),
    { type: 'warning', ...at, message: text },
    { type: 'state', ...at, state, reason: text },
  ];
}
