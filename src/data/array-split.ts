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
    const what = 'There is no modality, only labels.';
    throw dataProblem(source, what, 'Save one array a modality beside them, under its name.');
  }
  for (const [name, { shape, place }] of inputs) {
    if (/^\d+$/.test(name)) {
      const what = `The name of the array ${name} has digits only, which no modality can be called.`;
      throw dataProblem(place, what, `Put a word to it, such as view${name}.`);
    }
    if (shape[0] !== labels.length) {
      const what = `${name} has ${shape[0] ?? 'no'} samples, but there are ${labels.length} labels.`;
      throw dataProblem(place, what, 'Save as many samples of every modality as labels.');
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
      const what = `A sample of ${name} has the shape (${modality.shape.join(', ')}), in training (${shape.join(', ')}).`;
      throw dataProblem(source, what, 'Save it in the same shape for every split.');
    }
    found.delete(name);
  }
  const [unknown] = found.keys();
  if (unknown !== undefined) {
    const what = `Training has no array ${unknown}.`;
    throw dataProblem(
      { ...source, entry: unknown },
      what,
      'Save the same modalities for every split.',
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
      `There is no array ${name}; there is ${names.length === 0 ? 'none at all' : names.join(', ')}.`,
      nearest === null ? `Save ${name} with the others.` : `Rename ${nearest} to ${name}.`,
    );
  }
  return array;
}
