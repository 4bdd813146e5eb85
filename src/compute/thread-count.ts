import * as l10n from '@vscode/l10n';
import os from 'node:os';
import { Problem } from '../record/problem.js';

/** The variable that says how many threads the embedded backend computes on. */
export const threadsVariable = 'MODALITY_LENS_THREADS';

/** How many it takes of itself at most: what cannot be shared takes most of a step by then. */
const usualMost = 4;

/**
 * How many threads the embedded backend computes on in this process. Results do not depend on it.
 *
 * @throws Problem `usage` where the variable is no whole number from 1
 */
export function threadCount(environment: NodeJS.ProcessEnv = process.env): number {
  const chosen = environment[threadsVariable] ?? '';
  if (chosen === '') {
    return Math.min(os.availableParallelism(), usualMost);
  }
  const count = Number(chosen);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Problem({
      code: 'usage',
      what: l10n.t(
        'The variable {0} is {1}, which is no number of threads.',
        threadsVariable,
        JSON.stringify(chosen),
      ),
      remedy: l10n.t('Give a whole number from 1, or leave it out.'),
    });
  }
  return count;
}
