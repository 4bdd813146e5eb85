import * as l10n from '@vscode/l10n';
import type { CutOperator } from '../../record/utilization.js';
import type { CutDisagreement } from '../cut-disagreement.js';
import { withInterval } from './words.js';

/** What a cut puts in the modality's place, after "with". */
function standIn(cut: CutOperator): string {
  switch (cut) {
    case 'mean':
      return l10n.t({
        message: 'its mean',
        args: [],
        comment: 'Follows "with": what stands in the place of a modality that is cut off.',
      });
    case 'zero':
      return l10n.t({
        message: 'zeros',
        args: [],
        comment: 'Follows "with": what stands in the place of a modality that is cut off.',
      });
    case 'permute':
      return l10n.t({
        message: "another sample's",
        args: [],
        comment: 'Follows "with": what stands in the place of a modality that is cut off.',
      });
    case 'perceptual':
      return l10n.t({
        message: "another sample's input",
        args: [],
        comment: 'Follows "with": what stands in the place of a modality that is cut off.',
      });
  }
}

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
  return l10n.t(
    "How {0} is cut off decides what the {1} branch loses: {2} points with {3}, {4} with {5}. Neither is {0}'s worth alone.",
    ...[names[cut], names[branch]],
    ...[withInterval(first, 'points'), standIn('mean')],
    ...[withInterval(second, 'points'), standIn(other)],
  );
}
