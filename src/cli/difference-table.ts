import type { ConfigurationDifferences } from '../record/configurations.js';
import { valueInWords } from '../record/value-in-words.js';
import { plainTable } from './utilization-table.js';

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
