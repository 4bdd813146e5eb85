import type { CutOperator } from '../../record/utilization.js';
import type { CutDisagreement } from '../cut-disagreement.js';
import { withInterval } from './words.js';

/** What each cut puts in the modality's place. */
const standIns: Record<CutOperator, string> = {
  mean: 'its mean',
  zero: 'zeros',
  permute: "another sample's",
  perceptual: "another sample's input",
};

/**
 * That a branch loses one thing with a modality's mean in its place, and another with what a second cut puts there.
 *
 * @param names of the modalities
 * @param other the second cut
 */
export function disagreementSentence(
  { branch, cut, first, second }: CutDisagreement,
  names: readonly string[],
  other: CutOperator,
): string {
  return `How ${names[cut]} is cut off decides what the ${names[branch]} branch loses: ${withInterval(first, 'points')} points with ${standIns.mean}, ${withInterval(second, 'points')} with ${standIns[other]}. Neither is ${names[cut]}'s worth alone.`;
}
