import { optionDifferences, type OptionDifference } from '../record/option-differences.js';
import { valueInWords } from '../record/value-in-words.js';
import type { GatheredRun } from './gather-runs.js';
import { plainTable } from './utilization-table.js';

/** The configurations of a comparison, and the options in which they differ. */
export interface ConfigurationDifferences {
  readonly configurations: readonly string[];
  /** One value a configuration, in their order. */
  readonly options: readonly OptionDifference[];
}

/** How the configurations of `runs` differ, each by its first run. */
export function configurationDifferences(runs: readonly GatheredRun[]): ConfigurationDifferences {
  const configurations = [...new Set(runs.map(({ configuration }) => configuration))];
  const firsts = configurations.flatMap((name) =>
    runs.filter(({ configuration }) => configuration === name).slice(0, 1),
  );
  return {
    configurations,
    options: optionDifferences(firsts.map(({ run }) => run.description)),
  };
}

/** The differing options for a person: one column a configuration. */
export function differenceTable({ configurations, options }: ConfigurationDifferences): string {
  const table = plainTable(['DIFFERING OPTIONS', ...configurations]);
  for (const { option, values } of options) {
    const cells = values.map((value) => (value === undefined ? '–' : valueInWords(value)));
    table.push([option, ...(option === 'model file' ? cells.map(shortHash) : cells)]);
  }
  return table.toString();
}

function shortHash(cell: string): string {
  return cell.replaceAll('"', '').slice(0, 8);
}
