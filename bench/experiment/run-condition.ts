import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/record/problem.js';
import { readModelCopies } from '../../src/runs/model-copies.js';
import type { Run } from '../../src/runs/read-run.js';
import type { TrainingRequest } from '../../src/worker/protocol.js';
import { conditionNamed, type Condition } from './conditions.js';
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
  places: Places,
  maxSteps: number | null = null,
): Promise<RunResult> {
  const finished = async (each: Condition): Promise<Run> => {
    const run = await finishedRun(places.script, requestFor(each, seed, before, places, maxSteps));
    await requireModels(run, places.models);
    return run;
  };
  const run = await finished(condition);
  const fused =
    condition.only === null || condition.after === null
      ? null
      : await finished(conditionNamed(condition.after));
  const start = Date.now();
  const measured = await measure(places.script, run.directory, condition, fused?.directory ?? null);
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

function requestFor(
  condition: Condition,
  seed: number,
  before: RunResult | null,
  { models, runs }: Places,
  maxSteps: number | null,
): TrainingRequest {
  return {
    modelFile: path.join(models, `${condition.model}.multimodal.ts`),
    runsDirectory: path.join(runs, condition.name, `seed-${seed}`),
    balancing: balancingOf(condition, before),
    only: condition.only,
    ...{ epochs: null, maxSteps, seed, initialWeights: null },
    backend: 'wasm',
  };
}

/** Throws a Problem where `run`, which may have been there before, was not trained with the files in `models`. */
async function requireModels(run: Run, models: string): Promise<void> {
  for (const { copy } of await readModelCopies(run)) {
    const file = path.join(models, path.basename(copy));
    if (!(await readFile(copy)).equals(await readFile(file))) {
      throw new Problem({
        ...{ code: 'usage', file: run.directory },
        what: `This run was trained with another ${path.basename(copy)}.`,
        remedy: 'Remove it, or give another folder with --runs.',
      });
    }
  }
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
