import type { RunResult } from '../result.js';
import { measurementOn } from './quantities.js';
import { rankCorrelation, type Correlation, type Pair } from './rank-correlation.js';

/** The conditions that the claim about the proxy is about: none of them re-balances. */
export const proxyConditions = [
  'vanilla',
  'swapped',
  'identical',
  'no-color-variance',
  'more-color-variance',
  'shuffled-labels',
] as const;

/** Which d_speed is held against which d_util. */
export interface ProxyReading {
  readonly speed: 'cumulative' | 'windowed';
  readonly split: 'validation' | 'test';
  readonly conditions: readonly string[];
}

/** The reading that was named the primary one before the runs. */
export const primaryReading: ProxyReading = {
  speed: 'cumulative',
  split: 'validation',
  conditions: proxyConditions,
};

/** A run's d_speed after the last step (x) and its d_util (y). */
export interface ProxyPair extends Pair {
  readonly condition: string;
}

/** d_speed and d_util of each run of the conditions, where both are defined. */
export function proxyPairs(results: readonly RunResult[], reading: ProxyReading): ProxyPair[] {
  return results.flatMap((result) => {
    const x = result.speed.at(-1)?.[reading.speed] ?? null;
    const y = measurementOn(result, reading.split)?.difference.value ?? null;
    const { condition, seed } = result;
    return x === null || y === null || !reading.conditions.includes(condition)
      ? []
      : [{ condition, seed, x, y }];
  });
}

/** The rank correlation of d_speed with d_util. */
export function proxyCorrelation(
  results: readonly RunResult[],
  reading: Partial<ProxyReading> = {},
): Correlation {
  return rankCorrelation(proxyPairs(results, { ...primaryReading, ...reading }));
}
