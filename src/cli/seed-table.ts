import type { OverSeeds } from '../metrics/comparison/over-seeds.js';
import { withInterval } from '../metrics/findings/words.js';
import type { SeedInterval } from '../metrics/paired-interval.js';
import type { FindingUnit } from '../record/finding.js';
import { plainTable } from './utilization-table.js';

/** What a table over seeds says below itself. */
export const seedNote =
  "Intervals: 95 %, over seeds (Student's t); differences paired by seed. Accuracies and points in percent.";

/** Configurations and differences over seeds, for a person: one column each. */
export function seedTable(columns: readonly OverSeeds[]): string {
  const table = plainTable([
    'OVER SEEDS',
    ...columns.map(({ name, seeds }) => `${name} (${seeds.length} seeds)`),
  ]);
  const [{ quantities }] = columns;
  quantities.forEach(({ name, unit }, place) => {
    const cells = columns.map((column) => {
      const { interval } = column.quantities[place];
      const fewer = interval !== null && interval.seeds < column.seeds.length;
      return `${inCell(interval, unit)}${fewer ? `, ${interval.seeds} seeds` : ''}`;
    });
    table.push([name, ...cells]);
  });
  return table.toString();
}

function inCell(interval: SeedInterval | null, unit: FindingUnit): string {
  return interval === null ? '–' : withInterval({ ...interval, value: interval.mean }, unit);
}
