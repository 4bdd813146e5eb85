import * as l10n from '@vscode/l10n';
import type { Dataset } from '../data/dataset.js';
import { loadModelFile } from '../model-file/load-model-file.js';
import { listedChoices } from '../record/listed-choices.js';
import { Problem } from '../record/problem.js';
import type { SplitName } from '../record/utilization.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readCheckpoint } from '../runs/read-checkpoint.js';
import { readRun } from '../runs/read-run.js';
import { BatchReader } from '../training/batches.js';
import { correctPredictions } from '../training/correct-predictions.js';
import { drawNetwork } from './load-network.js';

/** What a uni-modal reference gets right. */
export interface EvaluatedReference {
  /** Index of its modality among those of the run that is held to it. */
  readonly branch: number;
  /** The step of its last checkpoint, which was evaluated. */
  readonly step: number;
  /** 1 for each sample of the split that it is right on, else 0. */
  readonly correct: Uint8Array;
}

/**
 * Evaluates the last checkpoint of a run of one modality alone on another run's data.
 *
 * @param directory of the reference's run
 * @param dataset of the run that is held to it
 * @param modalities of that run, in the order of its branches
 * @throws Problem where the run is no such reference, or something of it is missing, damaged or does not fit
 */
export async function evaluateReference(
  directory: string,
  dataset: Dataset,
  modalities: readonly string[],
  split: SplitName,
  batchSize: number,
): Promise<EvaluatedReference> {
  const run = await readRun(directory);
  const { only, seed, model } = run.description;
  if (only === null || !modalities.includes(only)) {
    throw new Problem({
      ...{ code: 'usage', file: directory },
      what: l10n.t('This run is no uni-modal reference of {0}.', listedChoices(modalities)),
      remedy: l10n.t('Train one with --only {0}.', modalities[0]),
    });
  }
  const { state, weights } = await readCheckpoint(run, 'last');
  const [{ copy }] = await readModelCopies(run);
  const network = drawNetwork(
    await loadModelFile(copy, { seed, copyOf: model.file }),
    dataset,
    seed,
    only,
  );
  try {
    network.importWeights(weights);
    const reader = new BatchReader(dataset, [only]);
    const correct = await correctPredictions({ network, reader, batchSize }, split);
    return { branch: modalities.indexOf(only), step: state.step, correct };
  } finally {
    network.dispose();
  }
}
