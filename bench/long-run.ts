import { open } from 'node:fs/promises';
import path from 'node:path';
import { encodeStep, stepColumns, type Step } from '../src/record/step.js';
import { createRun, type NewRun } from '../src/runs/create-run.js';
import type { Run } from '../src/runs/read-run.js';

const modalities = ['gray', 'color'];

/** A run of so many steps that nobody trains. */
export function longRun(plannedSteps: number, modelFile = ''): NewRun {
  return {
    name: 'long',
    seed: 0,
    modalities: modalities.map((name) => ({ name, shape: [1] })),
    classes: ['zero', 'one'],
    samples: { train: 1, validation: 1, test: 1 },
    plannedSteps,
    balancing: { strategy: 'vanilla' },
    configuration: {},
    only: null,
    device: { backend: 'cpu', description: 'none' },
    versions: {},
    model: { file: modelFile, sources: [] },
  };
}

/** Writes a run of so many steps, finished, below `runs`. */
export async function writeLongRun(runs: string, steps: number, modelFile?: string): Promise<Run> {
  const writer = await createRun(runs, longRun(steps, modelFile));
  await writer.close('finished');
  const piece = 50_000;
  for (let first = 1; first <= steps; first += piece) {
    await writeSteps(writer.run.directory, first, Math.min(piece, steps + 1 - first));
  }
  return writer.run;
}

/** Adds `count` steps to the file of a run that nobody writes, from step `first` on. */
export async function writeSteps(directory: string, first: number, count: number): Promise<void> {
  const width = stepColumns(modalities).length;
  const records = new Float64Array(count * width);
  for (let index = 0; index < count; index += 1) {
    records.set(encodeStep(longRunStep(first + index)), index * width);
  }
  const handle = await open(path.join(directory, 'steps.f64'), 'a');
  try {
    await handle.write(new Uint8Array(records.buffer));
  } finally {
    await handle.close();
  }
}

/** A step of such a run. */
export function longRunStep(step: number): Step {
  const noise = (step * 0.618_034) % 1;
  const branch = {
    loss: noise + 100 / step,
    branchGradient: 1 + noise,
    branchWeights: 10,
    fusionGradient: 1 + noise * noise,
    fusionWeights: 7,
    speed: noise / 100,
  };
  return {
    step,
    epoch: 1 + Math.floor(step / 1000),
    time: step,
    duration: 10 * noise,
    learningRate: 0.1,
    mode: step % 7 === 0 ? { kind: 'rebalancing', modality: 0 } : { kind: 'regular' },
    loss: 2 * branch.loss,
    accuracy: noise,
    speedDifference: branch.speed / 2,
    branches: [branch, { ...branch, speed: branch.speed / 2 }],
  };
}
