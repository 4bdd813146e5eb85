import * as l10n from '@vscode/l10n';
import type { Finding } from '../../record/finding.js';
import type { Estimate } from '../../record/utilization.js';
import { lastUtilization, modalityNames, type RunFacts } from './facts.js';
import { measuredNumber, rateLabel, sideOfZero, withInterval } from './words.js';

/**
 * What each branch loses, and the model, when another modality is cut off: the plain reading of conditional utilization
 * (ours). It says nothing of whether a modality is used as much as it should be: u alone cannot.
 */
export function lossesWhenCut(facts: RunFacts): Finding[] {
  const measured = lastUtilization(facts);
  const names = modalityNames(facts);
  if (measured === null || measured.utilization.entries.length === 0) {
    return [];
  }
  const { entries } = measured.utilization;
  const defined = entries.filter(({ points }) => points.value !== null);
  const model = measured.utilization.model.filter(({ points }) => points.value !== null);
  if (defined.length === 0) {
    return [];
  }
  return [
    {
      id: 'losses-when-cut',
      severity: 'note',
      sentences: [
        ...defined.map(({ branch, cut, points }) =>
          branchLossSentence(names[branch], names[cut], points),
        ),
        ...model.map(({ cut, points }) => modelLossSentence(names[cut], points)),
      ],
      numbers: [
        ...defined.map(({ branch, cut, rate }) =>
          measuredNumber(rateLabel(names[cut], names[branch]), 'rate', rate, measured),
        ),
        ...defined.map(({ branch, cut, points }) =>
          measuredNumber(lossLabel(names[branch], names[cut]), 'points', points, measured),
        ),
      ],
      next: null,
    },
  ];
}

/**
 * `The gray branch loses 13.2 points [11.0, 15.4] without color.`, with what the interval does not tell.
 *
 * @param points defined, with its interval
 */
export function branchLossSentence(branch: string, cut: string, points: Estimate): string {
  const [value, interval] = size(points);
  const isGain = (points.value ?? 0) < 0;
  const what = [branch, value, interval, cut];
  if (sideOfZero(points) === 'contains') {
    return isGain
      ? l10n.t(
          'The {0} branch gains {1} points {2} without {3}: these samples do not tell that from no change.',
          ...what,
        )
      : l10n.t(
          'The {0} branch loses {1} points {2} without {3}: these samples do not tell that from no change.',
          ...what,
        );
  }
  return isGain
    ? l10n.t('The {0} branch gains {1} points {2} without {3}.', ...what)
    : l10n.t('The {0} branch loses {1} points {2} without {3}.', ...what);
}

function modelLossSentence(cut: string, points: Estimate): string {
  const [value, interval] = size(points);
  const isGain = (points.value ?? 0) < 0;
  const what = [value, interval, cut];
  if (sideOfZero(points) === 'contains') {
    return isGain
      ? l10n.t(
          'The model gains {0} points {1} without {2} and its branch: these samples do not tell that from no change.',
          ...what,
        )
      : l10n.t(
          'The model loses {0} points {1} without {2} and its branch: these samples do not tell that from no change.',
          ...what,
        );
  }
  return isGain
    ? l10n.t('The model gains {0} points {1} without {2} and its branch.', ...what)
    : l10n.t('The model loses {0} points {1} without {2} and its branch.', ...what);
}

/** What the loss of a branch without another modality is called. */
export function lossLabel(branch: string, cut: string): string {
  return l10n.t('{0} branch without {1}', branch, cut);
}

/** A loss, or a gain without its sign, and its interval. */
function size(points: Estimate): [value: string, interval: string] {
  const isGain = (points.value ?? 0) < 0;
  return splitInterval(withInterval(isGain ? mirrored(points) : points, 'points'));
}

function mirrored({ value, low, high, method }: Estimate): Estimate {
  const negated = (bound: number | null) => (bound === null ? null : -bound);
  return { value: negated(value), low: negated(high), high: negated(low), method };
}

function splitInterval(text: string): [value: string, interval: string] {
  const space = text.indexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
}
