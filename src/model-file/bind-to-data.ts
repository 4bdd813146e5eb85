import * as l10n from '@vscode/l10n';
import type { Dataset } from '../data/dataset.js';
import type { NetworkSpecification } from '../network/specification.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import { Problem } from '../record/problem.js';
import { suggestName } from '../record/suggest-name.js';
import type { MultimodalDefinition } from './define-multimodal.js';
import { placeProblem } from './explain-failure.js';
import type { LoadedModelFile } from './load-model-file.js';

/**
 * The network that `model` defines, for samples as `dataset` has them, its modalities in the order of the model file.
 *
 * @param only name of the one modality whose branch is trained alone, without fusion; null for the whole network
 * @throws Problem `model-file`, with its line, where the model and the data do not have the same modalities; `usage`
 *   where `only` is none of them
 */
export function bindToData(
  model: LoadedModelFile,
  dataset: Dataset,
  only: string | null = null,
): NetworkSpecification {
  return withPlaces(model, () => {
    const { definition } = model;
    checkModalities(definition, dataset);
    checkOnly(definition, only);
    const modalities = Object.entries(definition.modalities)
      .filter(([name]) => only === null || name === only)
      .map(([name, branch]) => ({ name, shape: shapeOf(name, dataset), branch }));
    return {
      modalities,
      fusion: only === null ? definition.fusion : null,
      classCount: dataset.classes.length,
    };
  });
}

/**
 * What `action` returns; a problem that it throws without a file gets the file and line of `model` at which its entry
 * stands. For everything that is made from a model file: its network, its training.
 */
export function withPlaces<Result>(model: LoadedModelFile, action: () => Result): Result {
  try {
    return action();
  } catch (thrown) {
    const isOfModel = thrown instanceof Problem && thrown.description.code === 'model-file';
    throw isOfModel ? placeProblem(thrown, model.sources) : thrown;
  }
}

function checkModalities(definition: MultimodalDefinition, dataset: Dataset): void {
  const used = Object.keys(definition.modalities);
  const given = dataset.modalities.map(({ name }) => name);
  const missing = used.find((name) => !given.includes(name));
  if (missing !== undefined) {
    const remedy = suggestName(missing, given);
    throw modelFileProblem(
      `modalities.${missing}`,
      l10n.t("The data have no modality '{0}'.", missing),
      remedy,
    );
  }
  const unknown = definition.leaveOut.findIndex((name) => !given.includes(name));
  if (unknown !== -1) {
    const name = definition.leaveOut[unknown];
    const remedy = suggestName(name, given);
    throw modelFileProblem(
      `leaveOut[${unknown}]`,
      l10n.t("The data have no modality '{0}'.", name),
      remedy,
    );
  }
  const unused = given.find((name) => !used.includes(name) && !definition.leaveOut.includes(name));
  if (unused !== undefined) {
    throw modelFileProblem(
      'modalities',
      l10n.t("The data have a modality '{0}' that this model does not use.", unused),
      l10n.t("Give it a branch, or write leaveOut: ['{0}'].", unused),
    );
  }
}

function checkOnly({ modalities }: MultimodalDefinition, only: string | null): void {
  if (only !== null && !Object.hasOwn(modalities, only)) {
    throw new Problem({
      code: 'usage',
      entry: 'only',
      what: l10n.t("There is no modality '{0}' in this model.", only),
      remedy: suggestName(only, Object.keys(modalities)),
    });
  }
}

function shapeOf(name: string, dataset: Dataset): readonly number[] {
  const modality = dataset.modalities.find((each) => each.name === name);
  if (modality === undefined) {
    throw new Error(`The modality ${name} was checked to be in the data.`);
  }
  return modality.shape;
}
