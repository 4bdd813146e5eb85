import * as l10n from '@vscode/l10n';
import type { ReferenceComparison } from '../../record/reference-comparison.js';
import { isUnderTrained } from '../reference-comparison.js';
import { inWords, sideOfZero, withInterval } from './words.js';

/**
 * A branch held to its uni-modal reference, in sentences: the numbers of every cut, and the word under-trained where,
 * and only where, {@link isUnderTrained} allows it.
 *
 * @param names of the run's modalities
 */
export function referenceSentences(
  comparison: ReferenceComparison,
  names: readonly string[],
): string[] {
  const { branch, accuracy, entries, step } = comparison;
  const own = names[branch];
  const sentences = entries.map(({ cut, accuracyCut, shortfall }) => {
    const what = [
      ...[capitalized(own), inWords(step, 'count'), withInterval(accuracy, 'accuracy'), own],
      ...[names[cut], inWords(accuracyCut, 'accuracy'), withInterval(shortfall, 'points')],
    ];
    return sideOfZero(shortfall) === 'contains'
      ? l10n.t(
          '{0} trained alone ({1} steps) gets {2} % right, the {3} branch without {4} {5} %: a difference of {6} points, which is not clear of 0.',
          ...what,
        )
      : l10n.t(
          '{0} trained alone ({1} steps) gets {2} % right, the {3} branch without {4} {5} %: a difference of {6} points.',
          ...what,
        );
  });
  return isUnderTrained(comparison)
    ? [...sentences, l10n.t('So the {0} branch is under-trained.', own)]
    : sentences;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
