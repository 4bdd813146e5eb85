import * as l10n from '@vscode/l10n';
import { balancingInForce } from '../../record/balancing-in-force.js';
import type { Finding } from '../../record/finding.js';
import type { Utilization } from '../../record/utilization.js';
import { lastUtilization, modalityNames, type RunFacts } from './facts.js';
import { measuredNumber, rateLabel, sideOfZero, withInterval } from './words.js';

/**
 * The branches depend on one another unequally: d_util (paper), or the gap for more than two modalities (ours), with an
 * interval clear of 0.
 */
export function leansOnOneModality(facts: RunFacts): Finding[] {
  const measured = lastUtilization(facts);
  const names = modalityNames(facts);
  const side = measured && sideOfZero(measured.utilization.difference);
  if (measured === null || (side !== 'above' && side !== 'below')) {
    return [];
  }
  const { utilization } = measured;
  const isPair = names.length === 2;
  const label = isPair ? 'd_util' : l10n.t('gap of mean u');
  const size = withInterval(utilization.difference, 'rate');
  const leansOn = isPair ? (side === 'above' ? 1 : 0) : mostMissed(utilization, names.length);
  const sentence = isPair
    ? l10n.t(
        'The {0} branch leans on {1} more than the {1} branch leans on {0}: d_util is {2}.',
        names[1 - leansOn],
        names[leansOn],
        size,
      )
    : l10n.t('The other branches lean on {0} most: gap of mean u is {1}.', names[leansOn], size);
  return [
    {
      id: 'leans-on-one-modality',
      severity: 'warning',
      modality: isPair ? 1 - leansOn : leansOn,
      sentences: [sentence],
      numbers: [
        measuredNumber(label, 'rate', utilization.difference, measured),
        ...utilization.entries.map(({ branch, cut, rate }) =>
          measuredNumber(rateLabel(names[cut], names[branch]), 'rate', rate, measured),
        ),
      ],
      edit: balancingInForce(facts).strategy === 'guided' ? 'alpha' : 'guided',
      next: nextStep(facts, isPair ? [names[1 - leansOn]] : names.filter((_, k) => k !== leansOn)),
    },
  ];
}

/** The modality j with the greatest mean of U[k][j] over k ≠ j. */
function mostMissed({ entries }: Utilization, modalityCount: number): number {
  const means = Array.from({ length: modalityCount }, (_, modality) => {
    const rates = entries.filter(({ cut }) => cut === modality).map(({ rate }) => rate.value ?? 0);
    return rates.reduce((sum, rate) => sum + rate, 0) / Math.max(rates.length, 1);
  });
  return means.indexOf(Math.max(...means));
}

function nextStep(facts: RunFacts, leaning: readonly string[]): string {
  return balancingInForce(facts).strategy === 'guided'
    ? l10n.t(
        'Train longer or with a smaller α, and compare with a run on one modality (train --only {0}) to see what its branch could do.',
        leaning[0],
      )
    : l10n.t(
        'Train with guided re-balancing (--balancing guided) and compare the two runs; compare with a run on one modality (train --only {0}) to see what its branch could do.',
        leaning[0],
      );
}
