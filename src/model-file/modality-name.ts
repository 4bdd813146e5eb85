import * as l10n from '@vscode/l10n';
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
    throw modelFileProblem(
      'modalities',
      l10n.t('A modality has an empty name.'),
      l10n.t('Give it a name.'),
    );
  }
  if (/[\p{Cc}./\\]/u.test(name)) {
    throw modelFileProblem(
      `modalities["${name}"]`,
      l10n.t(
        'The modality name {0} has a character that a name cannot have.',
        JSON.stringify(name),
      ),
      l10n.t('Leave out dots, slashes, backslashes and control characters.'),
    );
  }
  if (/^\d+$/.test(name)) {
    // The order of the modalities is that of an object's keys, and JavaScript puts such keys first.
    throw modelFileProblem(
      `modalities["${name}"]`,
      l10n.t(
        "The modality name '{0}' has digits only: JavaScript would not keep its place among the others.",
        name,
      ),
      l10n.t('Put a word to it, such as view{0}, and name its data alike.', name),
    );
  }
  if (reserved.has(name)) {
    throw modelFileProblem(
      `modalities.${name}`,
      l10n.t("'{0}' cannot be the name of a modality: it means something else.", name),
      l10n.t('Choose another name.'),
    );
  }
}
