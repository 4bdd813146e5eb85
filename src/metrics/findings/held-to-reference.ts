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
  const alone = `${capitalized(own)} trained alone (${inWords(step, 'count')} steps) gets ${withInterval(accuracy, 'accuracy')} % right`;
  const sentences = entries.map(({ cut, accuracyCut, shortfall }) => {
    const branchGets = `the ${own} branch without ${names[cut]} ${inWords(accuracyCut, 'accuracy')} %`;
    const difference = `a difference of ${withInterval(shortfall, 'points')} points`;
    const side = sideOfZero(shortfall) === 'contains' ? ', which is not clear of 0' : '';
    return `${alone}, ${branchGets}: ${difference}${side}.`;
  });
  return isUnderTrained(comparison)
    ? [...sentences, `So the ${own} branch is under-trained.`]
    : sentences;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
