import * as l10n from '@vscode/l10n';
import { nearestName } from '../record/nearest-name.js';
import type { PlacedArray } from './array-files.js';
import { parseLabels } from './array-labels.js';
import { arrayColumn, arrayModality } from './array-modality.js';
import { type DataPlace, dataProblem } from './data-problem.js';
import type { Modality, Split } from './dataset.js';
import { memorySplit } from './memory-split.js';

/** Name of the array of class indices; every other array is a modality. */
const labelName = 'label';

/** One split from arrays: its samples, and what to compare with the other splits. */
export interface ArraySplit {
  readonly split: Split;
  readonly modalities: readonly Modality[];
  /** The array that the labels come from. */
  readonly label: PlacedArray;
}

/**
 * The split that the arrays of one source make up.
 *
 * @param arrays by name: `label` and one a modality
 * @param source the file or directory of the arrays, for messages
 * @throws Problem where labels or modalities are missing, or the arrays have different numbers of samples
 */
export function arraySplit(
  arrays: ReadonlyMap<string, PlacedArray>,
  source: DataPlace,
): ArraySplit {
  const label = namedArray(arrays, labelName, source);
  const labels = parseLabels(label);
  const inputs = Array.from(arrays).filter(([name]) => name !== labelName);
  if (inputs.length === 0) {
    const what = l10n.t('There is no modality, only labels.');
    throw dataProblem(
      source,
      what,
      l10n.t('Save one array a modality beside them, under its name.'),
    );
  }
  for (const [name, { shape, place }] of inputs) {
    if (/^\d+$/.test(name)) {
      const what = l10n.t(
        'The name of the array {0} has digits only, which no modality can be called.',
        name,
      );
      throw dataProblem(place, what, l10n.t('Put a word to it, such as view{0}.', name));
    }
    if (shape[0] !== labels.length) {
      const what =
        shape.length === 0
          ? l10n.t('{0} has no samples, but there are {1} labels.', name, labels.length)
          : l10n.t(
              '{0} has {1} samples, but there are {2} labels.',
              ...[name, shape[0], labels.length],
            );
      throw dataProblem(place, what, l10n.t('Save as many samples of every modality as labels.'));
    }
  }
  const modalities = inputs.map(([name, array]) => arrayModality(name, array));
  const columns = new Map(inputs.map(([name, array]) => [name, arrayColumn(array)]));
  return { split: memorySplit(labels, columns), modalities, label };
}

/** @throws Problem where `other` has not the modalities of `train`, in the same shapes */
export function checkSameModalities(train: ArraySplit, other: ArraySplit, source: DataPlace): void {
  const found = new Map(other.modalities.map((modality) => [modality.name, modality]));
  for (const { name, shape } of train.modalities) {
    const modality = namedArray(found, name, source);
    if (modality.shape.join() !== shape.join()) {
      const what = l10n.t(
        'A sample of {0} has the shape ({1}), in training ({2}).',
        name,
        modality.shape.join(', '),
        shape.join(', '),
      );
      throw dataProblem(source, what, l10n.t('Save it in the same shape for every split.'));
    }
    found.delete(name);
  }
  const [unknown] = found.keys();
  if (unknown !== undefined) {
    const what = l10n.t('Training has no array {0}.', unknown);
    throw dataProblem(
      { ...source, entry: unknown },
      what,
      l10n.t('Save the same modalities for every split.'),
    );
  }
}

function namedArray<Found>(
  arrays: ReadonlyMap<string, Found>,
  name: string,
  source: DataPlace,
): Found {
  const array = arrays.get(name);
  if (array === undefined) {
    const names = Array.from(arrays.keys());
    const nearest = nearestName(name, names);
    throw dataProblem(
      source,
      names.length === 0
        ? l10n.t('There is no array {0}; there is none at all.', name)
        : l10n.t('There is no array {0}; there is {1}.', name, names.join(', ')),
      nearest === null
        ? l10n.t('Save {0} with the others.', name)
        : l10n.t('Rename {0} to {1}.', nearest, name),
    );
  }
  return array;
}
