import { inWords, withInterval } from '../../../src/metrics/findings/words.js';
import { seedInterval } from '../../../src/metrics/paired-interval.js';
import {
  primaryReading,
  proxyConditions,
  proxyCorrelation,
  proxyPairs,
  type ProxyReading,
} from '../analysis/proxy.js';
import type { RunResult } from '../result.js';
import { meanCell } from './cells.js';
import { markdownTable, paragraphs } from './markdown.js';

const readings: readonly (readonly [string, Partial<ProxyReading>])[] = [
  ['as frozen: cumulative d_speed, d_util on validation, every condition', {}],
  ['d_speed over the last 100 regular steps', { speed: 'windowed' }],
  ['d_util on test', { split: 'test' }],
  ['without shuffled labels', { conditions: without('shuffled-labels') }],
  ['without swapped', { conditions: without('swapped') }],
  ...proxyConditions.map((name) => [`${name} alone`, { conditions: [name] }] as const),
];

function without(left: string): string[] {
  return proxyConditions.filter((name) => name !== left);
}

/** What d_speed tells of d_util: correlations, values by condition, and the course. */
export function proxySection(results: readonly RunResult[]): string {
  return paragraphs(
    '## d_speed as a proxy of d_util',
    'Spearman’s rank correlation over runs; intervals at 95 % from whole seeds drawn anew (none from less than five ' +
      'seeds). `swapped` is vanilla with the modalities in the other order, so that both numbers change their signs by ' +
      'definition (their sizes differ: weights are drawn in that order): alone it makes for correlation. `identical` has ' +
      'the gray picture twice, `shuffled-labels` labels that ' +
      'neither modality says anything of (its rates divide by an accuracy at chance).',
    correlationTable(results),
    'Means over seeds after the last step:',
    valueTable(results),
    'Regular steps after the warm-up by where d_speed lies against α = 0.01, all seeds together:',
    sideTable(results),
    'Vanilla at the end of some epochs, means over seeds:',
    courseTable(results.filter(({ condition }) => condition === 'vanilla')),
  );
}

function correlationTable(results: readonly RunResult[]): string {
  return markdownTable(
    ['', 'correlation', 'runs', 'seeds'],
    readings.map(([name, reading]) => {
      const { value, low, high, runs, seeds } = proxyCorrelation(results, reading);
      return [name, withInterval({ value, low, high }, 'rate'), String(runs), String(seeds)];
    }),
  );
}

function valueTable(results: readonly RunResult[]): string {
  return markdownTable(
    ['condition', 'd_speed', 'd_speed, last 100', 'd_util on validation'],
    proxyConditions.map((condition) => {
      const values = (speed: ProxyReading['speed'], axis: 'x' | 'y'): string => {
        const pairs = proxyPairs(results, { ...primaryReading, speed, conditions: [condition] });
        return meanCell(seedInterval(pairs.map((pair) => pair[axis])), 'speed');
      };
      return [
        condition,
        values('cumulative', 'x'),
        values('windowed', 'x'),
        values('cumulative', 'y'),
      ];
    }),
  );
}

function sideTable(results: readonly RunResult[]): string {
  const rows = [...proxyConditions, 'guided', 'random-matched', 'random', 'anti-guided'].flatMap(
    (condition) => {
      const runs = results.filter((result) => result.condition === condition);
      const sum = (count: 'judged' | 'above' | 'below'): number =>
        runs.reduce((total, run) => total + run[count], 0);
      const share = (part: number): string => inWords(part / sum('judged'), 'share');
      const inside = sum('judged') - sum('above') - sum('below');
      return sum('judged') === 0
        ? []
        : [[condition, share(sum('above')), share(inside), share(sum('below'))]];
    },
  );
  return markdownTable(['condition', 'above α', 'within ±α', 'below −α'], rows);
}

function courseTable(runs: readonly RunResult[]): string {
  const epochs = [
    ...new Set(runs.flatMap(({ utilization }) => utilization.map(({ epoch }) => epoch))),
  ];
  const mean = (value: (run: RunResult) => number | null | undefined): string =>
    meanCell(seedInterval(runs.map(value).filter((each) => typeof each === 'number')), 'speed');
  return markdownTable(
    ['epoch', 'd_speed', 'd_speed, last 100', 'd_util on validation'],
    epochs.map((epoch) => {
      const at = <Entry extends { readonly epoch: number }>(entries: readonly Entry[]) =>
        entries.find((entry) => entry.epoch === epoch);
      return [
        String(epoch),
        mean(({ speed }) => at(speed)?.cumulative),
        mean(({ speed }) => at(speed)?.windowed),
        mean(({ utilization }) => at(utilization)?.difference),
      ];
    }),
  );
}
