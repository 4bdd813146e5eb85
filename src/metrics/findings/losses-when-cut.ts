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
          lossSentence(`The ${names[branch]} branch`, points, `without ${names[cut]}`),
        ),
        ...model.map(({ cut, points }) =>
          lossSentence('The model', points, `without ${names[cut]} and its branch`),
        ),
      ],
      numbers: [
        ...defined.map(({ branch, cut, rate }) =>
          measuredNumber(rateLabel(names[cut], names[branch]), 'rate', rate, measured),
        ),
        ...defined.map(({ branch, cut, points }) =>
          measuredNumber(
            `${names[branch]} branch without ${names[cut]}`,
            'points',
            points,
            measured,
          ),
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
export function lossSentence(who: string, points: Estimate, without: string): string {
  const isGain = (points.value ?? 0) < 0;
  const [value, interval] = splitInterval(
    withInterval(isGain ? mirrored(points) : points, 'points'),
  );
  const sentence = `${who} ${isGain ? 'gains' : 'loses'} ${value} points ${interval} ${without}`;
  return sideOfZero(points) === 'contains'
    ? `${sentence}: these samples do not tell that from no change.`
    : `${sentence}.`;
}

function mirrored({ value, low, high, method }: Estimate): Estimate {
  const negated = (bound: number | null) => (bound === null ? null : -bound);
  return { value: negated(value), low: negated(high), high: negated(low), method };
}

function splitInterval(text: string): [value: string, interval: string] {
  const space = text.indexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
}
