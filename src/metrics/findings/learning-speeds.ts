import * as l10n from '@vscode/l10n';
import { balancingInForce } from '../../record/balancing-in-force.js';
import type { Finding, FindingNumber } from '../../record/finding.js';
import type { BesideNullBand } from '../beside-null-band.js';
import { modalityNames, type RunFacts } from './facts.js';
import { speedWindow } from './step-summary.js';
import { inWords, plainNumber } from './words.js';

/** Regular steps after the warm-up, below which nothing is said of d_speed (ours). */
export const leastSteps = 50;

/**
 * d_speed outside ±α in most regular steps after the warm-up (paper; "most" is ours), whether it also lies outside of its
 * null band (ours), and a windowed d_speed that disagrees with the cumulative one (ours).
 */
export function learningSpeeds(facts: RunFacts): Finding[] {
  const { judged, above, below } = facts.steps;
  if (judged < leastSteps || (above + below) * 2 <= judged) {
    return [];
  }
  return [speedsApart(facts), ...windowDisagrees(facts)];
}

function speedsApart(facts: RunFacts): Finding {
  const { steps, nullBand } = facts;
  const { judged, above, below } = steps;
  const outside = (above + below) / judged;
  const isGuided = balancingInForce(facts).strategy === 'guided';
  return {
    id: 'speeds-apart',
    severity: 'note',
    sentences: [
      outsideInWords(facts, alphasInWords(steps.alphas), inWords(outside, 'share')),
      ...(steps.alphas.length === 1
        ? []
        : [l10n.t('α was changed: each step is held to the one that was in force.')]),
      nullBand === null ? offset() : besideBand(nullBand),
    ],
    numbers: [
      ...bothSpeeds(
        facts,
        l10n.t(
          'from the same sums over the last {0} regular steps (ours); no interval',
          speedWindow,
        ),
      ),
      plainNumber(
        l10n.t('steps outside ±α'),
        'share',
        outside,
        l10n.t('of {0} regular steps after warm-up', judged),
      ),
      ...(nullBand === null ? [] : [bandNumber(nullBand)]),
    ],
    next: nextStep(facts, isGuided),
    ...(isGuided || (nullBand !== null && isInside(nullBand)) ? {} : { edit: 'guided' as const }),
  };
}

/** The most α that are named one by one. */
const mostNamed = 4;

/** Every α in its turn, `0.01 → 0.1`; the first and the last where there are very many. */
function alphasInWords(alphas: readonly number[]): string {
  return alphas.length <= mostNamed
    ? alphas.join(' → ')
    : [alphas[0], '…', alphas[alphas.length - 1]].join(' → ');
}

function nextStep({ nullBand }: RunFacts, isGuided: boolean): string {
  if (nullBand !== null && isInside(nullBand)) {
    return l10n.t(
      'Read the conditional utilization rates instead: this d_speed gives no reason to re-balance.',
    );
  }
  return isGuided
    ? l10n.t('Compare the conditional utilization rates with those of a run without re-balancing.')
    : l10n.t(
        'Train with guided re-balancing (--balancing guided), and compare the conditional utilization rates of the two runs.',
      );
}

function isInside({ speedDifference, low, high }: BesideNullBand): boolean {
  return low <= speedDifference && speedDifference <= high;
}

function offset(): string {
  return l10n.t(
    'Branches of unequal architecture or initialization have an offset before anything is learnt, and equal ones with fresh weights lie beyond ±0.01 by chance (inspect --null 8 measures how far): d_speed is a cheap proxy, the conditional utilization rate is the measurement.',
  );
}

/** What the null band says, and what it does not. */
function besideBand(band: BesideNullBand): string {
  const { step, speedDifference, low, high, trainings } = band;
  const what = [
    ...[inWords(step, 'count'), inWords(speedDifference, 'speed')],
    ...[inWords(low, 'speed'), inWords(high, 'speed'), trainings],
  ];
  return isInside(band)
    ? l10n.t(
        'After step {0} it is {1}, inside the null band [{2}, {3}] of {4} trainings from other weights with shuffled labels: what the network does where there is nothing to learn explains it.',
        ...what,
      )
    : l10n.t(
        'After step {0} it is {1}, outside the null band [{2}, {3}] of {4} trainings from other weights with shuffled labels: neither an offset between the branches nor their initialization explains it. That is no measure of use: d_speed is a cheap proxy, the conditional utilization rate is the measurement.',
        ...what,
      );
}

function bandNumber({
  step,
  speedDifference,
  low,
  high,
  trainings,
}: BesideNullBand): FindingNumber {
  return plainNumber(
    l10n.t('d_speed after step {0}', inWords(step, 'count')),
    'speed',
    speedDifference,
    l10n.t(
      'null band {0} to {1}: 95 % of trainings with shuffled labels (ours), from {2} of them',
      inWords(low, 'speed'),
      inWords(high, 'speed'),
      trainings,
    ),
  );
}

function bothSpeeds({ steps }: RunFacts, windowed: string): FindingNumber[] {
  const { speedDifference, windowedSpeedDifference } = steps;
  const windowName = l10n.t('d_speed, last {0} regular steps', speedWindow);
  const sums = l10n.t(
    'log10 of summed relative gradients over all regular steps from the first on; early steps dominate it; no interval',
  );
  return [
    plainNumber(l10n.t('d_speed, cumulative'), 'speed', speedDifference, sums),
    plainNumber(windowName, 'speed', windowedSpeedDifference, windowed),
  ];
}

function isPair({ description }: RunFacts): boolean {
  return description.modalities.length === 2;
}

/** How often d_speed lies outside ±α, and what its sign says; nothing of that where it changes from step to step. */
function outsideInWords(facts: RunFacts, alpha: string, share: string): string {
  const [first, second] = modalityNames(facts);
  const { judged, above, below } = facts.steps;
  if (!isPair(facts)) {
    return l10n.t(
      'd_speed lies above α = {0} in {1} of the regular steps after the warm-up: the branches take up the other modalities at unequal speeds.',
      alpha,
      share,
    );
  }
  if (above * 2 <= judged && below * 2 <= judged) {
    return l10n.t(
      '|d_speed| lies above α = {0} in {1} of the regular steps after the warm-up, on either side of 0.',
      alpha,
      share,
    );
  }
  const [fast, slow] = above * 2 > judged ? [first, second] : [second, first];
  return l10n.t(
    '|d_speed| lies above α = {0} in {1} of the regular steps after the warm-up: relative to its own learning, the {2} branch takes up {3} faster than the {3} branch takes up {2}.',
    alpha,
    share,
    fast,
    slow,
  );
}

function windowDisagrees(facts: RunFacts): Finding[] {
  const { speedDifference, windowedSpeedDifference, rule } = facts.steps;
  if (speedDifference === null || windowedSpeedDifference === null) {
    return [];
  }
  const outside = (value: number) => Math.abs(value) > rule.alpha;
  const flipped = speedDifference * windowedSpeedDifference < 0 && outside(windowedSpeedDifference);
  if (!outside(speedDifference) || (outside(windowedSpeedDifference) && !flipped)) {
    return [];
  }
  const what = [
    speedWindow,
    inWords(windowedSpeedDifference, 'speed'),
    inWords(speedDifference, 'speed'),
  ];
  return [
    {
      id: 'window-disagrees',
      severity: 'note',
      sentences: [
        flipped
          ? l10n.t(
              'Over the last {0} regular steps d_speed is {1}, on the other side of 0, while the cumulative one is {2}: the cumulative one still carries the early steps.',
              ...what,
            )
          : l10n.t(
              'Over the last {0} regular steps d_speed is {1}, within ±α, while the cumulative one is {2}: the cumulative one still carries the early steps.',
              ...what,
            ),
      ],
      numbers: bothSpeeds(facts, l10n.t('no interval')),
      next: l10n.t(
        'Guided re-balancing follows the cumulative one; read the windowed one for what happens now.',
      ),
    },
  ];
}
