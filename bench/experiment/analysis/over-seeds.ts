import {
  pairedInterval,
  seedInterval,
  type SeedInterval,
} from '../../../src/metrics/paired-interval.js';
import type { RunResult } from '../result.js';
import type { Quantity } from './quantities.js';

/** The mean of a quantity of a condition over seeds, with its t interval; null where no run has it. */
export function meanOf(
  results: readonly RunResult[],
  condition: string,
  quantity: Quantity,
): SeedInterval | null {
  return seedInterval([...bySeed(results, condition, quantity).values()]);
}

/** The mean of `quantity` in `condition` less that in `reference`, paired by seed; null where no seed has both. */
export function differenceOf(
  results: readonly RunResult[],
  condition: string,
  reference: string,
  quantity: Quantity,
  ofReference = quantity,
): SeedInterval | null {
  return pairedInterval(
    bySeed(results, reference, ofReference),
    bySeed(results, condition, quantity),
  );
}

function bySeed(
  results: readonly RunResult[],
  condition: string,
  { of }: Quantity,
): Map<number, number> {
  return new Map(
    results.flatMap((result) => {
      const value = result.condition === condition ? of(result) : null;
      return value === null ? [] : [[result.seed, value] as const];
    }),
  );
}
