import path from 'node:path';
import { packageFolders } from '../compute/installed-backends.js';
import { useBackend } from '../compute/use-backend.js';
import { loadModelFile, type LoadedModelFile } from '../model-file/load-model-file.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readCheckpoint } from '../runs/read-checkpoint.js';
import { readRun, type Run } from '../runs/read-run.js';
import { BatchReader } from '../training/batches.js';
import { recalibrateOnTrainingSplit } from '../training/recalibrate-on-training-split.js';
import { bundle } from './bundle.js';
import { loadNetwork, type LoadedNetwork } from './load-network.js';
import type { InspectionRequest } from './protocol.js';
import { requireSeveralModalities } from './require-several-modalities.js';

/** How many samples an evaluation computes at once. */
export const batchSize = 256;

/** A run with the weights of one of its checkpoints in its network, and its data. */
export interface UsedCheckpoint extends LoadedNetwork {
  readonly run: Run;
  /** Step of the checkpoint. */
  readonly step: number;
  readonly loaded: LoadedModelFile;
  /** Names of the modalities, in the order of the network. */
  readonly names: readonly string[];
  readonly reader: BatchReader;
}

/** Which checkpoint to use, and how. */
export type CheckpointRequest = Pick<
  InspectionRequest,
  'run' | 'checkpoint' | 'backend' | 'recalibrateBatchNorm'
>;

/**
 * Loads the weights of a run's checkpoint into its network, hands them to `use`, and frees them. Runs the run's own copies
 * of its model files.
 *
 * @throws Problem where the run has no two modalities, or something of it is missing, damaged or changed
 */
export async function useCheckpoint<Result>(
  request: CheckpointRequest,
  use: (used: UsedCheckpoint) => Promise<Result>,
): Promise<Result> {
  const run = await readRun(request.run);
  requireSeveralModalities(run);
  const { seed, only, model, modalities } = run.description;
  const checkpoint = await readCheckpoint(run, request.checkpoint);
  const directory = path.dirname(model.file);
  await useBackend(request.backend, { script: bundle, searchPaths: packageFolders([directory]) });
  const [{ copy }] = await readModelCopies(run);
  const loaded = await loadModelFile(copy, { seed, copyOf: model.file });
  const { dataset, network } = await loadNetwork(loaded, { directory, seed, only });
  try {
    network.importWeights(checkpoint.weights);
    network.gateSamples = checkpoint.state.gateSamples;
    const names = modalities.map(({ name }) => name);
    const reader = new BatchReader(dataset, names);
    if (request.recalibrateBatchNorm === true) {
      const { training } = loaded.definition;
      await recalibrateOnTrainingSplit({ network, reader, training });
    }
    const { step } = checkpoint.state;
    return await use({ run, step, loaded, names, reader, dataset, network });
  } finally {
    network.dispose();
  }
}
