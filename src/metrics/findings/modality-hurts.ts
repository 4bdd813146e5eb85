import * as l10n from '@vscode/l10n';
import type { Finding } from '../../record/finding.js';
import { lastUtilization, modalityNames, type RunFacts } from './facts.js';
import { branchLossSentence, lossLabel } from './losses-when-cut.js';
import { measuredNumber, rateLabel, sideOfZero } from './words.js';

/** A branch is more often right without another modality than with it: a negative u, its interval clear of 0. */
export function modalityHurts(facts: RunFacts): Finding[] {
  const measured = lastUtilization(facts);
  const names = modalityNames(facts);
  const hurting =
    measured?.utilization.entries.filter(({ rate }) => sideOfZero(rate) === 'below') ?? [];
  if (measured === null) {
    return [];
  }
  return hurting.map(({ branch, cut, points, rate }): Finding => ({
    id: 'modality-hurts',
    severity: 'warning',
    modality: branch,
    sentences: [
      branchLossSentence(names[branch], names[cut], points),
      l10n.t(
        'In these weights, what it takes from {0} costs it more answers than it brings.',
        names[cut],
      ),
    ],
    numbers: [
      measuredNumber(rateLabel(names[cut], names[branch]), 'rate', rate, measured),
      measuredNumber(lossLabel(names[branch], names[cut]), 'points', points, measured),
    ],
    next: l10n.t(
      'Inspect the test split, class by class, and other checkpoints; if it lasts, look for {0} that is noisy, or whose tie to the label differs between training and evaluation.',
      names[cut],
    ),
  }));
}
