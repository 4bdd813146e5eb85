import { sideOfZero, withInterval } from '../../../src/metrics/findings/words.js';
import type { SeedInterval } from '../../../src/metrics/paired-interval.js';
import { differenceOf } from '../analysis/over-seeds.js';
import { proxyCorrelation } from '../analysis/proxy.js';
import { modelAccuracy } from '../analysis/quantities.js';
import type { RunResult } from '../result.js';
import { paragraphs } from './markdown.js';

/** The answers to what was asked before the runs, in words that their intervals support. */
export function answer(results: readonly RunResult[]): string {
  const accuracy = modelAccuracy('test');
  const guidance = differenceOf(results, 'guided', 'random-matched', accuracy);
  const rebalancing = differenceOf(results, 'guided', 'vanilla', accuracy);
  const dose = differenceOf(results, 'random-matched', 'vanilla', accuracy);
  return paragraphs(
    '## What came out',
    `**Guided against random re-balancing of the same dose** (the primary comparison): ${inPoints(guidance)} in test ` +
      `accuracy. ${verdict(guidance, 'guidance, rather than re-balancing as such,')}`,
    `**Guided against no re-balancing:** ${inPoints(rebalancing)}. ${verdict(rebalancing, 'guided re-balancing')} ` +
      `Random re-balancing of the same dose against none: ${inPoints(dose)}.`,
    proxyAnswer(results),
  );
}

function inPoints(difference: SeedInterval | null): string {
  if (difference === null) {
    return 'no pair of runs is in yet';
  }
  const { mean, low, high, seeds } = difference;
  return `${withInterval({ value: mean, low, high }, 'points')} points over ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`;
}

function verdict(difference: SeedInterval | null, what: string): string {
  const side = difference === null ? null : sideOfZero({ ...difference, value: difference.mean });
  switch (side) {
    case null:
      return `Whether ${what} helps here cannot be said from so few seeds.`;
    case 'above':
      return `The interval lies above 0: ${what} helps here.`;
    case 'below':
      return `The interval lies below 0: ${what} harms here.`;
    case 'contains':
      return `The interval contains 0: that ${what} helps or harms here cannot be said.`;
  }
}

function proxyAnswer(results: readonly RunResult[]): string {
  const { value, low, high, runs, seeds } = proxyCorrelation(results);
  if (value === null || low === null) {
    return '**d_speed as a proxy of d_util:** nothing can be said yet from so few seeds; the tables below have what is in.';
  }
  return (
    `**d_speed as a proxy of d_util:** Spearman's rank correlation is ${withInterval({ value, low, high }, 'rate')} over ` +
    `${runs} runs of ${seeds} seeds. Read the variants below before making anything of it.`
  );
}
