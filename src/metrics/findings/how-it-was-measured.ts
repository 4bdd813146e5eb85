import * as l10n from '@vscode/l10n';
import type { Finding } from '../../record/finding.js';
import { cutDisagreements } from '../cut-disagreement.js';
import { disagreementSentence } from './disagreement-sentence.js';
import {
  lastUtilization,
  modalityNames,
  type MeasuredUtilization,
  type RunFacts,
} from './facts.js';
import { lossLabel } from './losses-when-cut.js';
import { inWords, measuredNumber, measuredOn, withInterval } from './words.js';

/** Below this many samples a utilization is marked as measured on few: its points are ±4 or wider (ours). */
const fewSamples = 500;

/** What to know of the utilization itself: few samples, intervals that are bounds, cuts that disagree. */
export function howItWasMeasured(facts: RunFacts): Finding[] {
  const measured = lastUtilization(facts);
  return measured === null
    ? []
    : [
        ...measuredOnFew(measured),
        ...ruleOfThree(measured, modalityNames(facts)),
        ...cutsDisagree(facts, measured),
      ];
}

function measuredOnFew({ utilization }: MeasuredUtilization): Finding[] {
  const { samples, available } = utilization;
  if (samples >= fewSamples) {
    return [];
  }
  return [
    {
      id: 'few-samples',
      severity: 'note',
      sentences: [
        l10n.t(
          'Utilization was measured on {0}: its intervals are wide, and a small difference may well be missed.',
          measuredOn(utilization),
        ),
      ],
      numbers: [],
      next:
        samples < available
          ? l10n.t('Measure on the whole split: modality-lens inspect does.')
          : l10n.t('Hold out more samples, if there are any.'),
    },
  ];
}

function ruleOfThree(measured: MeasuredUtilization, names: readonly string[]): Finding[] {
  const bounded = measured.utilization.entries.filter(
    ({ points }) => points.method === 'rule-of-three' && points.value !== null,
  );
  if (bounded.length === 0) {
    return [];
  }
  return [
    {
      id: 'rule-of-three',
      severity: 'note',
      sentences: bounded.map(({ branch, cut, points }) => {
        const what = [
          ...[names[cut], names[branch]],
          ...[inWords(measured.utilization.samples, 'count'), withInterval(points, 'points')],
        ];
        return points.value === 0
          ? l10n.t(
              "Cutting {0} changed none of the {1} branch's right answers on {2} samples: the interval of its {3} points is a bound by the rule of three.",
              ...what,
            )
          : l10n.t(
              "Cutting {0} changed all of the {1} branch's right answers on {2} samples: the interval of its {3} points is a bound by the rule of three.",
              ...what,
            );
      }),
      numbers: bounded.map(({ branch, cut, points }) =>
        measuredNumber(lossLabel(names[branch], names[cut]), 'points', points, measured),
      ),
      next: null,
    },
  ];
}

/** Mean and permutation, where both were measured on the same weights and split. */
function cutsDisagree(facts: RunFacts, measured: MeasuredUtilization): Finding[] {
  const other = lastUtilization(facts, 'permute');
  if (other?.step !== measured.step || other.utilization.split !== measured.utilization.split) {
    return [];
  }
  const names = modalityNames(facts);
  return cutDisagreements(measured.utilization, other.utilization).map((disagreement): Finding => ({
    id: 'cuts-disagree',
    severity: 'warning',
    modality: disagreement.branch,
    sentences: [disagreementSentence(disagreement, names, 'permute')],
    numbers: [
      measuredNumber(l10n.t('points, cut by {0}', 'mean'), 'points', disagreement.first, measured),
      measuredNumber(l10n.t('points, cut by {0}', 'permute'), 'points', disagreement.second, other),
    ],
    next: l10n.t('Report both numbers.'),
  }));
}
