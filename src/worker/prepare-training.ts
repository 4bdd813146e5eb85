import path from 'node:path';
import { useBackend } from '../compute/use-backend.js';
import { withPlaces } from '../model-file/bind-to-data.js';
import { loadModelFile, type LoadedModelFile } from '../model-file/load-model-file.js';
import { seedMathRandom } from '../model-file/math-random.js';
import { resolveDefinition, type ResolvedDefinition } from '../model-file/resolve-definition.js';
import type { Device } from '../record/run.js';
import { createRun, type NewRun } from '../runs/create-run.js';
import type { RunWriter } from '../runs/run-writer.js';
import { plannedSteps } from '../training/planned-steps.js';
import { Session } from '../training/session.js';
import { bundle } from './bundle.js';
import { describeConfiguration } from './describe-configuration.js';
import { importInitialWeights } from './initial-weights.js';
import { loadNetwork, type LoadedNetwork } from './load-network.js';
import type { TrainingRequest } from './protocol.js';

/** A training that is ready to run. */
export interface PreparedTraining {
  readonly session: Session;
  readonly writer: RunWriter;
}

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
    searchPaths: [path.dirname(request.modelFile)],
  });
  const model = await loadModelFile(
    request.modelFile,
    request.seed === null ? {} : { seed: request.seed },
  );
  const resolved = resolveDefinition(model.definition, request);
  const { training, balancing } = resolved;
  const { seed } = training;
  const mathRandom = seedMathRandom(seed);
  const directory = path.dirname(model.path);
  const loaded = await loadNetwork(model, { directory, seed, only: request.only });
  if (request.initialWeights !== null) {
    await importInitialWeights(loaded.network, request.initialWeights);
  }
  const session = withPlaces(
    model,
    () =>
      new Session({
        ...loaded,
        training,
        balancing,
        seed,
        generators: new Map([['math-random', mathRandom]]),
      }),
  );
  const described = describeRun(request, model, resolved, loaded, device);
  return { session, writer: await createRun(request.runsDirectory, described) };
}

function describeRun(
  request: TrainingRequest,
  model: LoadedModelFile,
  { training, balancing }: ResolvedDefinition,
  { dataset, network }: LoadedNetwork,
  device: Device,
): NewRun {
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
    configuration: describeConfiguration(model.definition, network.specification, training),
    only: request.only,
    device,
    versions: { 'modality-lens': __VERSION__, node: process.versions.node },
    model: { file: model.path, sources: model.sources },
  };
}
