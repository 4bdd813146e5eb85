import { withInterval } from '../metrics/findings/words.js';
import { pairedInterval, seedInterval, type SeedInterval } from '../metrics/paired-interval.js';
import type { FindingUnit } from '../record/finding.js';
import type { Quantity } from './quantities.js';
import { plainTable } from './utilization-table.js';

/** What a table over seeds says below itself. */
export const seedNote =
  "Intervals: 95 %, over seeds (Student's t); differences paired by seed. Accuracies and points in percent.";

/** The quantities of one run of a configuration. */
export interface SeedQuantities {
  readonly configuration: string;
  readonly seed: number;
  /** The same in the same order in every run. */
  readonly quantities: readonly Quantity[];
}

/** A configuration, or the difference between two, over seeds. */
export interface OverSeeds {
  /** `A`, or `B − A`. */
  readonly name: string;
  /** The seeds that it is taken over; for a difference, those that both have. */
  readonly seeds: readonly number[];
  /** Fewer seeds count where a quantity is undefined for some; null where it is for all. */
  readonly quantities: readonly {
    readonly name: string;
    readonly unit: FindingUnit;
    readonly interval: SeedInterval | null;
  }[];
}

/** Every configuration with two seeds or more, and the difference of every two with two seeds or more in common. */
export function overSeeds(runs: readonly SeedQuantities[]): OverSeeds[] {
  const names = [...new Set(runs.map(({ configuration }) => configuration))];
  const groups = names.map((name) => runs.filter(({ configuration }) => configuration === name));
  const pooled = groups.map((group, index) =>
    summarized(names[index], group, seedsOf(group), (place) =>
      seedInterval([...bySeed(group, place).values()]),
    ),
  );
  const differences = groups.flatMap((left, index) =>
    groups.slice(index + 1).map((right, further) => {
      const seeds = seedsOf(left).filter((seed) => seedsOf(right).includes(seed));
      return summarized(`${names[index + 1 + further]} − ${names[index]}`, left, seeds, (place) =>
        pairedInterval(bySeed(left, place), bySeed(right, place)),
      );
    }),
  );
  return [...pooled, ...differences].filter(({ seeds }) => seeds.length >= 2);
}

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

function summarized(
  name: string,
  [{ quantities }]: readonly SeedQuantities[],
  seeds: readonly number[],
  interval: (place: number) => SeedInterval | null,
): OverSeeds {
  return {
    name,
    seeds,
    quantities: quantities.map((quantity, place) => ({
      name: quantity.name,
      unit: quantity.unit,
      interval: interval(place),
    })),
  };
}

function seedsOf(runs: readonly SeedQuantities[]): number[] {
  return runs.map(({ seed }) => seed);
}

/** Quantity number `place` of each run, where it is defined. */
function bySeed(runs: readonly SeedQuantities[], place: number): Map<number, number> {
  return new Map(
    runs.flatMap(({ seed, quantities }) => {
      const { value } = quantities[place];
      return value === null ? [] : [[seed, value]];
    }),
  );
}
