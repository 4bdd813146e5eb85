import { pairedInterval, seedInterval, type SeedInterval } from '../paired-interval.js';
import type { FindingUnit } from '../../record/finding.js';
import type { Quantity } from './quantities.js';

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

/**
 * Every configuration with two seeds or more, and the difference of every two with two seeds or more in common.
 *
 * @param least how many seeds two configurations must have in common for their difference: with 1 it is there without an
 *   interval where there is one
 */
export function overSeeds(runs: readonly SeedQuantities[], least = 2): OverSeeds[] {
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
  return [
    ...pooled.filter(({ seeds }) => seeds.length >= 2),
    ...differences.filter(({ seeds }) => seeds.length >= least),
  ];
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
