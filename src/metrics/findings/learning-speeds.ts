import { balancingInForce } from '../../record/balancing-in-force.js';
import type { Finding, FindingNumber } from '../../record/finding.js';
import type { BesideNullBand } from '../beside-null-band.js';
import { modalityNames, type RunFacts } from './facts.js';
import { speedWindow } from './step-summary.js';
import { inWords, plainNumber } from './words.js';

/** Regular steps after the warm-up, below which nothing is said of d_speed (ours). */
export const leastSteps = 50;

const proxy = 'd_speed is a cheap proxy, the conditional utilization rate is the measurement';

const offset = `Branches of unequal architecture or initialization have an offset before anything is learnt, and equal ones with fresh weights lie beyond ±0.01 by chance (inspect --null 8 measures how far): ${proxy}.`;

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
  const { judged, above, below, rule } = steps;
  const outside = (above + below) / judged;
  const isGuided = balancingInForce(facts).strategy === 'guided';
  return {
    id: 'speeds-apart',
    severity: 'note',
    sentences: [
      `${isPair(facts) ? '|d_speed|' : 'd_speed'} lies above α = ${rule.alpha} in ${inWords(outside, 'share')} of the regular steps after the warm-up${meaning(facts)}.`,
      nullBand === null ? offset : besideBand(nullBand),
    ],
    numbers: [
      ...bothSpeeds(
        facts,
        `from the same sums over the last ${speedWindow} regular steps (ours); no interval`,
      ),
      plainNumber('steps outside ±α', 'share', outside, `of ${judged} regular steps after warm-up`),
      ...(nullBand === null ? [] : [bandNumber(nullBand)]),
    ],
    next: nextStep(facts, isGuided),
    ...(isGuided || (nullBand !== null && isInside(nullBand)) ? {} : { edit: 'guided' as const }),
  };
}

function nextStep({ nullBand }: RunFacts, isGuided: boolean): string {
  if (nullBand !== null && isInside(nullBand)) {
    return 'Read the conditional utilization rates instead: this d_speed gives no reason to re-balance.';
  }
  return isGuided
    ? 'Compare the conditional utilization rates with those of a run without re-balancing.'
    : 'Train with --balancing guided, and compare the conditional utilization rates of the two runs.';
}

function isInside({ speedDifference, low, high }: BesideNullBand): boolean {
  return low <= speedDifference && speedDifference <= high;
}

/** What the null band says, and what it does not. */
function besideBand(band: BesideNullBand): string {
  const { step, speedDifference, low, high, trainings } = band;
  const bounds = `[${inWords(low, 'speed')}, ${inWords(high, 'speed')}]`;
  const where = `After step ${inWords(step, 'count')} it is ${inWords(speedDifference, 'speed')}`;
  const what = `the null band ${bounds} of ${trainings} trainings from other weights with shuffled labels`;
  return isInside(band)
    ? `${where}, inside ${what}: what the network does where there is nothing to learn explains it.`
    : `${where}, outside ${what}: neither an offset between the branches nor their initialization explains it. That is no measure of use: ${proxy}.`;
}

function bandNumber({
  step,
  speedDifference,
  low,
  high,
  trainings,
}: BesideNullBand): FindingNumber {
  return plainNumber(
    `d_speed after step ${inWords(step, 'count')}`,
    'speed',
    speedDifference,
    `null band ${inWords(low, 'speed')} to ${inWords(high, 'speed')}: 95 % of trainings with shuffled labels (ours), from ${trainings} of them`,
  );
}

const sums =
  'log10 of summed relative gradients over all regular steps from the first on; early steps dominate it; no interval';

function bothSpeeds({ steps }: RunFacts, windowed: string): FindingNumber[] {
  const { speedDifference, windowedSpeedDifference } = steps;
  const windowName = `d_speed, last ${speedWindow} regular steps`;
  return [
    plainNumber('d_speed, cumulative', 'speed', speedDifference, sums),
    plainNumber(windowName, 'speed', windowedSpeedDifference, windowed),
  ];
}

function isPair({ description }: RunFacts): boolean {
  return description.modalities.length === 2;
}

/** What the sign says; nothing where it changes from step to step. */
function meaning(facts: RunFacts): string {
  const [first, second] = modalityNames(facts);
  const { judged, above, below } = facts.steps;
  if (!isPair(facts)) {
    return ': the branches take up the other modalities at unequal speeds';
  }
  if (above * 2 > judged) {
    return `: relative to its own learning, the ${first} branch takes up ${second} faster than the ${second} branch takes up ${first}`;
  }
  if (below * 2 > judged) {
    return `: relative to its own learning, the ${second} branch takes up ${first} faster than the ${first} branch takes up ${second}`;
  }
  return ', on either side of 0';
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
  const now = flipped ? 'on the other side of 0' : 'within ±α';
  return [
    {
      id: 'window-disagrees',
      severity: 'note',
      sentences: [
        `Over the last ${speedWindow} regular steps d_speed is ${inWords(windowedSpeedDifference, 'speed')}, ${now}, while the cumulative one is ${inWords(speedDifference, 'speed')}: the cumulative one still carries the early steps.`,
      ],
      numbers: bothSpeeds(facts, 'no interval'),
      next: 'Guided re-balancing follows the cumulative one; read the windowed one for what happens now.',
    },
  ];
}
