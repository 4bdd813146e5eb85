import type { Checkpoint } from '../../../../src/record/checkpoint.js';
import type { RunEvent } from '../../../../src/record/event.js';
import { rebalancing, regular } from '../../../../src/record/mode.js';
import type { Step } from '../../../../src/record/step.js';
import type { NewRun } from '../../../../src/runs/create-run.js';

/** A run of two modalities with a model file of two sources. */
export function sampleRun(changes: Partial<NewRun> = {}): NewRun {
  return {
    name: 'Gray & Color',
    seed: 7,
    modalities: [
      { name: 'gray', shape: [28, 28, 1] },
      { name: 'color', shape: [28, 28, 3] },
    ],
    classes: ['zero', 'one'],
    samples: { train: 100, validation: 20, test: 20 },
    plannedSteps: 1000,
    balancing: { strategy: 'vanilla' },
    configuration: { training: { epochs: 16 } },
    only: null,
    device: { backend: 'cpu', description: 'CPU' },
    versions: { node: process.version },
    model: {
      file: '/project/models/a.multimodal.ts',
      sources: [
        { original: '/project/models/a.multimodal.ts', content: 'import "../lib/b.js";\n' },
        { original: '/project/lib/b.ts', content: 'export {};\n' },
      ],
    },
    ...changes,
  };
}

/** Step number `step`, its values made from it. */
export function sampleStep(step: number): Step {
  return {
    step,
    epoch: 1 + Math.floor(step / 100),
    time: 1_700_000_000_000 + step,
    duration: 10 + (step % 7),
    learningRate: 0.05,
    mode: step % 3 === 0 ? rebalancing(step % 2) : regular,
    loss: 1 / step,
    accuracy: (step % 10) / 10,
    speedDifference: step % 5 === 0 ? null : step / 1000,
    branches: [0, 1].map((branch) => ({
      loss: step + branch,
      branchGradient: 0.5,
      branchWeights: 2,
      fusionGradient: branch === 0 ? null : 0.25,
      fusionWeights: branch === 0 ? null : 4,
      speed: step % 5 === 0 ? null : -1.5,
    })),
  };
}

/** An event that names `step`. */
export function sampleEvent(step: number): RunEvent {
  return { type: 'warning', time: 1_700_000_000_000 + step, step, message: `step ${step} — ✓` };
}

/** A checkpoint at `step` whose tensors all hold that number. */
export function sampleCheckpoint(step: number, best = false): Checkpoint {
  const tensor = (size: number) => ({
    shape: [size],
    data: new Float32Array(size).fill(step),
  });
  return {
    state: {
      schemaVersion: 1,
      step,
      epoch: 1,
      batchesDone: step,
      measurementDue: false,
      generators: { batches: [1, -2, 3, -4] },
      speedSums: { branch: [1, 2], fusion: [3, 4] },
      balancing: { strategy: 'vanilla' },
      strategyState: null,
      scheduleState: null,
      stopState: null,
      gateSamples: 64 * step,
      optimizerSteps: { 'gray/head/kernel': step },
      validation: null,
      best,
      finished: null,
    },
    weights: new Map([
      ['gray/head/kernel', tensor(300)],
      ['color/head/kernel', tensor(500)],
    ]),
    optimizer: new Map([['gray/head/kernel.momentum', tensor(300)]]),
  };
}
