import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { packageFolders } from '../compute/installed-backends.js';
import { useBackend } from '../compute/use-backend.js';
import { compareWithReference } from '../metrics/reference-comparison.js';
import { loadModelFile } from '../model-file/load-model-file.js';
import type { ReferenceComparison } from '../record/reference-comparison.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readCheckpoint } from '../runs/read-checkpoint.js';
import { readRun } from '../runs/read-run.js';
import { BatchReader } from '../training/batches.js';
import { UtilizationMeasurement } from '../training/conditional-utilization.js';
import { recalibrateOnTrainingSplit } from '../training/recalibrate-on-training-split.js';
import { bundle } from './bundle.js';
import { evaluateReference } from './evaluate-reference.js';
import { loadNetwork } from './load-network.js';
import type { InspectionResult } from '../record/inspection.js';
import type { InspectionRequest } from './protocol.js';
import { requireSeveralModalities } from './require-several-modalities.js';

/** How many samples an evaluation computes at once. */
const batchSize = 256;

/**
 * Measures conditional utilization of the weights in a run's checkpoint, on all samples of a split, the means recorded
 * on the whole training split, and holds its branches to uni-modal references. Runs the runs' own copies of their model
 * files.
 *
 * @throws Problem where the run has no two modalities, or something of it is missing, damaged or changed
 */
export async function inspectCheckpoint(request: InspectionRequest): Promise<InspectionResult> {
  const run = await readRun(request.run);
  requireSeveralModalities(run);
  const { seed, only, model, modalities, classes } = run.description;
  const checkpoint = await readCheckpoint(run, request.checkpoint);
  await useBackend(request.backend, {
    script: bundle,
    searchPaths: packageFolders([path.dirname(model.file)]),
  });
  const [{ copy }] = await readModelCopies(run);
  const loaded = await loadModelFile(copy, { seed, copyOf: model.file });
  const directory = path.dirname(model.file);
  const { dataset, network } = await loadNetwork(loaded, { directory, seed, only });
  try {
    network.importWeights(checkpoint.weights);
    const names = modalities.map(({ name }) => name);
    const reader = new BatchReader(dataset, names);
    if (request.recalibrateBatchNorm === true) {
      const { training } = loaded.definition;
      await recalibrateOnTrainingSplit({ network, reader, training });
    }
    const clock = (): number => performance.now();
    const recordingSamples = null;
    const { split, cut, references = [] } = request;
    const { utilization, correctness } = await new UtilizationMeasurement({
      ...{ network, reader, batchSize, seed, recordingSamples, clock },
    }).measureCorrectness({ split, cut, samples: null });
    const compared: ReferenceComparison[] = [];
    for (const reference of references) {
      const alone = await evaluateReference(reference, dataset, names, split, batchSize);
      compared.push({
        ...{ run: reference, step: alone.step },
        ...compareWithReference(correctness, alone.branch, alone.correct, seed),
      });
    }
    const { step } = checkpoint.state;
    return { step, modalities: names, classes, utilization, references: compared };
  } finally {
    network.dispose();
  }
}
