import { modelFileProblem } from '../record/model-file-problem.js';

/** Names that mean something else in data files or to JavaScript. */
const reserved = new Set(['label', 'labels', '__proto__', 'constructor', 'prototype']);

/**
 * Checks that `name` can name a modality wherever one is named: in columns, paths and data files.
 *
 * @throws Problem `model-file` where it is empty, reserved, all digits, or has a control character, `.`, `/` or `\`
 */
export function checkModalityName(name: string): void {
  if (name.trim() === '') {
    throw modelFileProblem('modalities', 'A modality has an empty name.', 'Give it a name.');
  }
  if (/[\p{Cc}./\\]/u.test(name)) {
    throw modelFileProblem(
      `modalities["${name}"]`,
      `The modality name ${JSON.stringify(name)} has a character that a name cannot have.`,
      'Leave out dots, slashes, backslashes and control characters.',
    );
  }
  if (/^\d+$/.test(name)) {
    // The order of the modalities is that of an object's keys, and JavaScript puts such keys first.
    throw modelFileProblem(
      `modalities["${name}"]`,
      `The modality name '${name}' has digits only: JavaScript would not keep its place among the others.`,
      `Put a word to it, such as view${name}, and name its data alike.`,
    );
  }
  if (reserved.has(name)) {
    throw modelFileProblem(
      `modalities.${name}`,
      `'${name}' cannot be the name of a modality: it means something else.`,
      'Choose another name.',
    );
  }
}
