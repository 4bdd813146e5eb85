import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { packageFolders } from '../compute/installed-backends.js';
import { useBackend } from '../compute/use-backend.js';
import { withShuffledLabels } from '../data/shuffled-labels.js';
import { speedRule } from '../metrics/findings/step-summary.js';
import { loadModelFile } from '../model-file/load-model-file.js';
import { seedMathRandom } from '../model-file/math-random.js';
import { Generator } from '../random/generator.js';
import { Problem } from '../record/problem.js';
import type { RunDescription } from '../record/run.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readRun, type Run } from '../runs/read-run.js';
import { runFile } from '../runs/run-files.js';
import { batchesPerEpoch } from '../training/planned-steps.js';
import type { Session } from '../training/session.js';
import { bundle } from './bundle.js';
import { createSession } from './create-session.js';
import { drawNetwork } from './load-network.js';
import type { NullTrainingRequest, NullTrainingResult } from './protocol.js';
import { requireSeveralModalities } from './require-several-modalities.js';
import { resolvedAsBefore } from './resolved-as-before.js';

/** The most steps whose d_speed is kept; longer trainings are kept at an even choice. */
const mostSteps = 256;

/**
 * Begins a run anew where there is nothing to learn (ours), and follows d_speed: its own copies of the model file, its
 * data, strategy and optimizer, but other initial weights, another order of the samples, and the labels of the training
 * split shuffled. Writes nothing.
 *
 * @throws Problem where the run has no two modalities or began from given weights, or something of it is missing, damaged
 *   or changed
 */
export async function followNullTraining({
  run: given,
  index,
  steps,
  backend,
}: NullTrainingRequest): Promise<NullTrainingResult> {
  const run = await readRun(given);
  requireSeveralModalities(run);
  requireDrawnWeights(run);
  const { description } = run;
  const directory = path.dirname(description.model.file);
  const device = await useBackend(backend, {
    script: bundle,
    searchPaths: packageFolders([directory]),
  });
  const [{ copy }] = await readModelCopies(run);
  const seed = nullSeed(description.seed, index);
  const model = await loadModelFile(copy, { seed, copyOf: description.model.file });
  const dataset = withShuffledLabels(
    await model.definition.data.load(directory, description.seed),
    Generator.stream(seed, 'null/labels'),
  );
  const { training, balancing } = resolvedAsBefore(model.definition, description);
  const length =
    steps ?? firstEpochs(description, batchesPerEpoch(training, dataset.splits.train.size));
  const mathRandom = seedMathRandom(seed);
  const network = drawNetwork(model, dataset, seed, null);
  try {
    const resolved = {
      balancing,
      training: {
        ...training,
        seed,
        maxSteps: Math.min(length, description.plannedSteps),
        stop: { accuracy: null, patience: null },
        utilization: { ...training.utilization, every: null },
      },
    };
    const session = createSession(model, { dataset, network }, resolved, mathRandom);
    const followed = await follow(session, resolved.training.maxSteps);
    const kept = evenChoice(resolved.training.maxSteps, mostSteps);
    return {
      seed,
      steps: kept,
      speedDifferences: kept.map((step) => followed[step - 1] ?? null),
      device,
    };
  } finally {
    network.dispose();
    mathRandom.restore();
  }
}

/** d_speed after each step, up to `length` of them; fewer where the training diverges. */
async function follow(session: Session, length: number): Promise<(number | null)[]> {
  const differences: (number | null)[] = [];
  for await (const item of session.run()) {
    if (item.kind === 'step') {
      differences.push(item.step.speedDifference);
    }
    if (differences.length === length) {
      break;
    }
  }
  return differences;
}

/** The warm-up and the epoch after it, in which guided re-balancing first acts on d_speed. */
function firstEpochs({ balancing }: RunDescription, batches: number): number {
  return (speedRule(balancing).warmUpEpochs + 1) * batches;
}

/** The seed of null training number `index`, from 0: never the run's own. */
function nullSeed(seed: number, index: number): number {
  const random = Generator.stream(seed, `null/${String(index)}`);
  let drawn = seed;
  while (drawn === seed) {
    drawn = random.integer(2 ** 31);
  }
  return drawn;
}

/** At most `most` of the steps 1 … `count`, evenly spaced, the last among them. */
function evenChoice(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, place) => Math.round(((place + 1) * count) / kept));
}

function requireDrawnWeights({ directory, description }: Run): void {
  if (description.configuration.initialWeights !== undefined) {
    throw new Problem({
      code: 'usage',
      file: runFile(directory, 'description'),
      entry: 'configuration.initialWeights',
      what: l10n.t('This run began from given weights: there is no spread over initializations.'),
      remedy: l10n.t('Ask for the null band of a run that draws its weights.'),
    });
  }
}
