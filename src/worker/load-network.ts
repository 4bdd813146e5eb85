import type { Dataset } from '../data/dataset.js';
import { bindToData, withPlaces } from '../model-file/bind-to-data.js';
import type { LoadedModelFile } from '../model-file/load-model-file.js';
import { MultiModalNetwork } from '../network/multi-modal-network.js';
import { Generator } from '../random/generator.js';

/** A model file's data and network. */
export interface LoadedNetwork {
  readonly dataset: Dataset;
  readonly network: MultiModalNetwork;
}

/** What a model file's data and network are made with. */
export interface LoadNetworkOptions {
  /** Absolute directory against which the model file's paths are resolved: that of the original file. */
  readonly directory: string;
  /** Seed of what the data draws, and of the initial weights (stream `weights`). */
  readonly seed: number;
  /** Name of the one modality to take alone; null for all. */
  readonly only: string | null;
}

/**
 * Loads the data that `model` names and draws its network.
 *
 * @throws Problem where data are missing or damaged, or model and data do not fit together
 */
export async function loadNetwork(
  model: LoadedModelFile,
  { directory, seed, only }: LoadNetworkOptions,
): Promise<LoadedNetwork> {
  const dataset = await model.definition.data.load(directory, seed);
  return { dataset, network: drawNetwork(model, dataset, seed, only) };
}

/**
 * Draws the network of `model` for data that are already loaded.
 *
 * @throws Problem where model and data do not fit together
 */
export function drawNetwork(
  model: LoadedModelFile,
  dataset: Dataset,
  seed: number,
  only: string | null,
): MultiModalNetwork {
  const specification = bindToData(model, dataset, only);
  return withPlaces(
    model,
    () => new MultiModalNetwork(specification, Generator.stream(seed, 'weights')),
  );
}
