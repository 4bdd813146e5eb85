import * as l10n from '@vscode/l10n';
import {
  overSeeds,
  type OverSeeds,
  type SeedQuantities,
} from '../../../src/metrics/comparison/over-seeds.js';
import { quantitiesOf } from '../../../src/metrics/comparison/quantities.js';
import { inWords } from '../../../src/metrics/findings/words.js';
import { configurationDifferences } from '../../../src/record/configurations.js';
import { valueInWords } from '../../../src/record/value-in-words.js';
import { element, table, type Cell } from '../element.js';
import type { ComparedRun } from './compared-runs.js';
import type { Measurement } from './measurements.js';

/**
 * Configurations over their seeds, and the differences between them, paired by seed; null where there is neither. Runs that
 * are pooled with none are configurations of one seed.
 */
export function seedTable(
  { title, runs: measured }: Measurement,
  runs: readonly ComparedRun[],
): HTMLElement | null {
  const columns = overSeeds(draws(measured, runs), 1);
  if (columns.length === 0) {
    return null;
  }
  const rows = columns[0].quantities.map(({ name }, place) => [
    { content: name },
    ...columns.map((column) => intervalCell(column, place)),
  ]);
  const heads = columns.map(({ name, seeds }) =>
    seeds.length === 1
      ? l10n.t('{0} (seed {1})', name, seeds[0])
      : l10n.t('{0} ({1} seeds)', name, seeds.length),
  );
  return element(
    'div',
    {},
    table(
      l10n.t('Over seeds, and differences paired by seed'),
      [l10n.t('quantity'), ...heads],
      rows,
      title,
    ),
    element('p', { className: 'note' }, noteOf(columns)),
  );
}

/** The measured runs, of those with the same configuration and seed the first alone: they are one draw. */
function draws(measured: Measurement['runs'], runs: readonly ComparedRun[]): SeedQuantities[] {
  const found: SeedQuantities[] = [];
  for (const [place, { run, configuration }] of runs.entries()) {
    const { seed } = run.snapshot.description;
    const each = measured[place];
    const isTwin = found.some((one) => one.configuration === configuration && one.seed === seed);
    if (each !== null && !isTwin) {
      const last = run.snapshot.steps.speedDifference.y.at(-1) ?? null;
      const quantities = quantitiesOf(each.utilization, last, run.modalities);
      found.push({ configuration, seed, quantities });
    }
  }
  return found;
}

function intervalCell({ quantities, seeds }: OverSeeds, place: number): Cell {
  const { interval, unit } = quantities[place];
  if (interval === null) {
    return { content: '–', isNumber: true };
  }
  const { mean, low, high } = interval;
  const bounds =
    low === null || high === null ? null : `[${inWords(low, unit)}, ${inWords(high, unit)}]`;
  const fewer = interval.seeds < seeds.length ? l10n.t('from {0} seeds', interval.seeds) : null;
  const below = [bounds, fewer].filter((part) => part !== null).join(' ');
  return {
    isNumber: true,
    content: element(
      'span',
      {},
      inWords(mean, unit),
      below === '' ? null : element('span', { className: 'interval' }, ` ${below}`),
    ),
  };
}

function noteOf(columns: readonly OverSeeds[]): string {
  const hasIntervals = columns.some(({ seeds }) => seeds.length > 1);
  const hasSingle = columns.some(({ seeds }) => seeds.length === 1);
  return [
    ...(hasIntervals
      ? [
          l10n.t(
            'Intervals: 95 %, over seeds (Student’s t); differences paired by seed. Accuracies and points in percent.',
          ),
        ]
      : []),
    ...(hasSingle
      ? [
          l10n.t(
            'A difference of one seed has no interval: another seed may turn it round. It takes two seeds or more that both configurations have.',
          ),
        ]
      : []),
  ].join(' ');
}

/** The options in which the configurations differ; null where they do not. */
export function optionsTable(runs: readonly ComparedRun[]): HTMLElement | null {
  const { configurations, options } = configurationDifferences(
    runs.map(({ run, configuration }) => ({
      configuration,
      description: run.snapshot.description,
    })),
  );
  if (options.length === 0) {
    return null;
  }
  const rows = options.map(({ option, values }) => [
    { content: option === 'model file' ? l10n.t('model file (SHA-256)') : option },
    ...values.map((value) => ({ content: valueCell(option, value) })),
  ]);
  return table(
    l10n.t('Options in which the configurations differ'),
    [l10n.t('option'), ...configurations],
    rows,
  );
}

function valueCell(option: string, value: unknown): string {
  if (value === undefined) {
    return '–';
  }
  return option === 'model file' && typeof value === 'string'
    ? value.slice(0, 8)
    : valueInWords(value);
}
