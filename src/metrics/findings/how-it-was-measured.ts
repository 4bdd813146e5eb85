import type { Finding } from '../../record/finding.js';
import { cutDisagreements } from '../cut-disagreement.js';
import { disagreementSentence } from './disagreement-sentence.js';
import {
  lastUtilization,
  modalityNames,
  type MeasuredUtilization,
  type RunFacts,
} from './facts.js';
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
        `Utilization was measured on ${measuredOn(utilization)}: its intervals are wide, and a small difference may well be missed.`,
      ],
      numbers: [],
      next:
        samples < available
          ? 'Measure on the whole split: modality-lens inspect does.'
          : 'Hold out more samples, if there are any.',
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
      sentences: bounded.map(
        ({ branch, cut, points }) =>
          `Cutting ${names[cut]} changed ${points.value === 0 ? 'none' : 'all'} of the ${names[branch]} branch's right answers on ${inWords(measured.utilization.samples, 'count')} samples: the interval of its ${withInterval(points, 'points')} points is a bound by the rule of three.`,
      ),
      numbers: bounded.map(({ branch, cut, points }) =>
        measuredNumber(`${names[branch]} branch without ${names[cut]}`, 'points', points, measured),
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
      measuredNumber('points, cut by mean', 'points', disagreement.first, measured),
      measuredNumber('points, cut by permute', 'points', disagreement.second, other),
    ],
    next: 'Report both numbers.',
  }));
}
