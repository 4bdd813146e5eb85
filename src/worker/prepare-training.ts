import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { packageFolders } from '../compute/installed-backends.js';
import { useBackend } from '../compute/use-backend.js';
import { loadModelFile, type LoadedModelFile } from '../model-file/load-model-file.js';
import { seedMathRandom } from '../model-file/math-random.js';
import { resolveDefinition, type ResolvedDefinition } from '../model-file/resolve-definition.js';
import type { Device } from '../record/run.js';
import { createRun, type NewRun } from '../runs/create-run.js';
import { plannedSteps } from '../training/planned-steps.js';
import { bundle } from './bundle.js';
import { createSession } from './create-session.js';
import { describeConfiguration } from './describe-configuration.js';
import { importInitialWeights } from './initial-weights.js';
import { loadNetwork, type LoadedNetwork } from './load-network.js';
import type { PreparedTraining } from './prepared-training.js';
import type { TrainingRequest } from './protocol.js';

/**
 * Loads what `request` names and makes the run directory.
 *
 * The backend comes first: layers of tf.layers may draw their weights while the model file runs. The run directory comes
 * last, so that a mistake leaves none behind.
 *
 * @throws Problem for every mistake that can be known before the first step
 */
export async function prepareTraining(request: TrainingRequest): Promise<PreparedTraining> {
  const device = await useBackend(request.backend, {
    script: bundle,
    searchPaths: packageFolders([path.dirname(request.modelFile)]),
  });
  const model = await loadModelFile(
    request.modelFile,
    request.seed === null ? {} : { seed: request.seed },
  );
  const resolved = resolveDefinition(model.definition, request);
  const { seed } = resolved.training;
  const mathRandom = seedMathRandom(seed);
  const directory = path.dirname(model.path);
  const loaded = await loadNetwork(model, { directory, seed, only: request.only });
  if (request.initialWeights !== null) {
    await importInitialWeights(loaded.network, request.initialWeights);
  }
  const session = createSession(model, loaded, resolved, mathRandom);
  const described = await describeRun(request, model, resolved, loaded, device);
  const { keepLast } = resolved.training.checkpoints;
  const writer = await createRun(request.runsDirectory, described, { keepLast });
  return { session, writer, step: 0, device };
}

async function describeRun(
  request: TrainingRequest,
  model: LoadedModelFile,
  { training, balancing }: ResolvedDefinition,
  { dataset, network }: LoadedNetwork,
  device: Device,
): Promise<NewRun> {
  const { train, validation, test } = dataset.splits;
  return {
    name: model.definition.name,
    seed: training.seed,
    modalities: network.specification.modalities.map(({ name, shape }) => ({
      name,
      shape: [...shape],
    })),
    classes: [...dataset.classes],
    samples: { train: train.size, validation: validation.size, test: test.size },
    plannedSteps: plannedSteps(training, train.size),
    balancing,
    configuration: {
      ...describeConfiguration(model.definition, network.specification, training),
      ...(await describeStart(request.initialWeights)),
    },
    only: request.only,
    device,
    versions: { 'modality-lens': __VERSION__, node: process.versions.node },
    model: { file: model.path, sources: model.sources },
  };
}

/** The SHA-256 of the initial weights: runs that start from them are no seeds of one that draws its own. */
async function describeStart(file: string | null): Promise<{ initialWeights?: string }> {
  return file === null
    ? {}
    : {
        initialWeights: createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      };
}
