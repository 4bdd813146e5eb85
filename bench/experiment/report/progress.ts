import { listed } from '../../../src/metrics/findings/words.js';
import { conditions } from '../conditions.js';
import { confirmatorySeeds } from '../frozen.js';
import type { RunResult } from '../result.js';

/** How far the experiment has come. */
export interface Progress {
  /** Seeds with which every condition was run. */
  readonly complete: readonly number[];
  /** Seeds with which some conditions were run. */
  readonly begun: readonly number[];
  /** How many runs are in, and how many there are to be. */
  readonly runs: number;
  readonly planned: number;
}

/** Counts what of the confirmatory runs is in `results`. */
export function progressOf(results: readonly RunResult[]): Progress {
  const count = (seed: number): number => results.filter((result) => result.seed === seed).length;
  return {
    complete: confirmatorySeeds.filter((seed) => count(seed) === conditions.length),
    begun: confirmatorySeeds.filter((seed) => count(seed) > 0 && count(seed) < conditions.length),
    runs: results.length,
    planned: confirmatorySeeds.length * conditions.length,
  };
}

/** Says what is in and what is still to be run; empty where everything is. */
export function progressInWords({ complete, begun, runs, planned }: Progress): string {
  if (runs === planned) {
    return '';
  }
  const seeds = (numbers: readonly number[]): string =>
    `${numbers.length === 1 ? 'seed' : 'seeds'} ${listed(numbers.map(String))}`;
  const parts = [
    ...(complete.length === 0 ? [] : [`every condition with ${seeds(complete)}`]),
    ...(begun.length === 0 ? [] : [`some conditions with ${seeds(begun)}`]),
  ];
  return (
    `**This is not complete.** ${runs} of ${planned} runs are in${parts.length === 0 ? '' : `: ${listed(parts)}`}. ` +
    'The rest is still to be run, with what was frozen; `npm run experiment` goes on where it stopped. The runs come in ' +
    'the order of their seeds, and nothing was stopped because of what came out.'
  );
}
