import path from 'node:path';
import type { TrainingRequest } from '../../src/worker/protocol.js';
import type { Condition } from './conditions.js';
import { readCourse } from './course.js';
import { doseMatched } from './dose.js';
import { measure } from './measure.js';
import type { RunResult } from './result.js';
import { finishedRun } from './training.js';

/** Where the experiment's program and files are. */
export interface Places {
  /** The command line's bundle. */
  readonly script: string;
  /** Folder of the model files. */
  readonly models: string;
  /** Folder that gets the runs: one folder a condition, in it one a seed. */
  readonly runs: string;
}

/**
 * Trains and measures one condition with one seed; goes on with a training that was begun.
 *
 * @param before the result of the condition that this one comes after, with the same seed
 * @param maxSteps ends the training after so many steps: for tests
 * @throws Problem where it does not come to an end
 */
export async function runCondition(
  condition: Condition,
  seed: number,
  before: RunResult | null,
  { script, models, runs }: Places,
  maxSteps: number | null = null,
): Promise<RunResult> {
  const folder = (name: string): string => path.join(runs, name, `seed-${seed}`);
  const request: TrainingRequest = {
    modelFile: path.join(models, `${condition.model}.multimodal.ts`),
    runsDirectory: folder(condition.name),
    balancing: balancingOf(condition, before),
    only: condition.only,
    ...{ epochs: null, maxSteps, seed, initialWeights: null },
    backend: 'wasm',
  };
  const run = await finishedRun(script, request);
  const fused =
    condition.only === null || condition.after === null
      ? null
      : await finishedRun(script, { ...request, runsDirectory: folder(condition.after) });
  const start = Date.now();
  const measured = await measure(script, run.directory, condition, fused?.directory ?? null);
  const { seconds, ...course } = await readCourse(run);
  const { modalities, balancing, model, versions } = run.description;
  return {
    ...{ condition: condition.name, seed, commit: __COMMIT__, versions, model: model.hash },
    ...{ modalities: modalities.map(({ name }) => name), balancing },
    ...course,
    seconds: { ...seconds, measuring: Math.round((Date.now() - start) / 1000) },
    ...measured,
  };
}

function balancingOf({ name, balancing }: Condition, before: RunResult | null) {
  if (balancing !== 'matched') {
    return balancing;
  }
  if (before === null) {
    throw new Error(`${name} needs the dose of another condition.`);
  }
  return doseMatched(before);
}
