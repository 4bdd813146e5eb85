import * as l10n from '@vscode/l10n';
import type { PlacedArray } from './array-files.js';
import { dataProblem } from './data-problem.js';

/** The largest label: what 32 bits hold. */
const largestLabel = 2 ** 31 - 1;

function remedy(): string {
  return l10n.t('Save labels as whole numbers from 0, one a sample.');
}

/**
 * One class index a sample, from an array of shape [samples].
 *
 * @throws Problem where it has another shape, or a label is not a whole number from 0
 */
export function parseLabels({ shape, values, place }: PlacedArray): Int32Array {
  if (shape.length !== 1) {
    throw dataProblem(
      place,
      l10n.t('The labels have the shape ({0}).', shape.join(', ')),
      remedy(),
    );
  }
  const stray = values.findIndex(
    (label) => !Number.isInteger(label) || label < 0 || label > largestLabel,
  );
  if (stray >= 0) {
    throw dataProblem(
      place,
      l10n.t('The label of sample {0} is {1}.', stray, values[stray]),
      remedy(),
    );
  }
  return Int32Array.from(values);
}

/**
 * The names of the classes: `given`, or as many numbers from 0 as the labels of training have.
 *
 * @throws Problem where training shows fewer than two classes, or fewer samples than there would be classes
 */
export function classNames(
  given: readonly string[] | null,
  labels: Int32Array,
  { place }: PlacedArray,
): readonly string[] {
  if (given !== null) {
    return given;
  }
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest === 0) {
    const what = l10n.t('Every label is 0: there is nothing to tell apart.');
    throw dataProblem(place, what, l10n.t('Save labels of two classes or more.'));
  }
  if (largest >= labels.length) {
    const what = l10n.t(
      'The largest label, {0}, asks for more classes than there are samples ({1}).',
      largest,
      labels.length,
    );
    throw dataProblem(
      place,
      what,
      l10n.t('Number the classes from 0 without gaps, or name them in `classes`.'),
    );
  }
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
}

/** @throws Problem where a label is none of `classes` */
export function checkLabels(
  labels: Int32Array,
  classes: readonly string[],
  { place }: PlacedArray,
): void {
  const stray = labels.findIndex((label) => label >= classes.length);
  if (stray >= 0) {
    throw dataProblem(
      place,
      l10n.t(
        'The label of sample {0} is {1}, but there are {2} classes, 0 to {3}.',
        stray,
        labels[stray],
        classes.length,
        classes.length - 1,
      ),
      l10n.t(
        'Correct the label, or name every class in `classes`; without it the classes are those of training.',
      ),
    );
  }
}
