import type { Finding } from '../../record/finding.js';
import { lastUtilization, modalityNames, type RunFacts } from './facts.js';
import { lossSentence } from './losses-when-cut.js';
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
      lossSentence(`The ${names[branch]} branch`, points, `without ${names[cut]}`),
      `In these weights, what it takes from ${names[cut]} costs it more answers than it brings.`,
    ],
    numbers: [
      measuredNumber(rateLabel(names[cut], names[branch]), 'rate', rate, measured),
      measuredNumber(`${names[branch]} branch without ${names[cut]}`, 'points', points, measured),
    ],
    next: `Inspect the test split, class by class, and other checkpoints; if it lasts, look for ${names[cut]} that is noisy, or whose tie to the label differs between training and evaluation.`,
  }));
}
