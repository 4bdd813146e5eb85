import type { PlacedArray } from './array-files.js';
import { dataProblem } from './data-problem.js';

/** The largest label: what 32 bits hold. */
const largestLabel = 2 ** 31 - 1;

const remedy = 'Save labels as whole numbers from 0, one a sample.';

/**
 * One class index a sample, from an array of shape [samples].
 *
 * @throws Problem where it has another shape, or a label is not a whole number from 0
 */
export function parseLabels({ shape, values, place }: PlacedArray): Int32Array {
  if (shape.length !== 1) {
    throw dataProblem(place, `The labels have the shape (${shape.join(', ')}).`, remedy);
  }
  const stray = values.findIndex(
    (label) => !Number.isInteger(label) || label < 0 || label > largestLabel,
  );
  if (stray >= 0) {
    throw dataProblem(place, `The label of sample ${stray} is ${values[stray]}.`, remedy);
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
    const what = 'Every label is 0: there is nothing to tell apart.';
    throw dataProblem(place, what, 'Save labels of two classes or more.');
  }
  if (largest >= labels.length) {
    const what = `The largest label, ${largest}, asks for more classes than there are samples (${labels.length}).`;
    throw dataProblem(
      place,
      what,
      'Number the classes from 0 without gaps, or name them in `classes`.',
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
      `The label of sample ${stray} is ${labels[stray]}, but there are ${classes.length} classes, 0 to ${classes.length - 1}.`,
      'Correct the label, or name every class in `classes`; without it the classes are those of training.',
    );
  }
}
