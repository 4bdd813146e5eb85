import { isReferenceOf, whyNotComparable } from '../../record/comparable-runs.js';
import type { DamagedRun, KnownRun } from './known-run.js';

/**
 * The uni-modal references that a run's branches are held to when it is inspected: of each modality the newest run that
 * trained it alone to its end, on the same data and with the same seed.
 *
 * @param runs newest first
 * @returns absolute paths of their directories
 */
export function referencesOf(
  { description: own }: Pick<KnownRun, 'description'>,
  runs: readonly (KnownRun | DamagedRun)[],
): string[] {
  const references = new Map<string, string>();
  for (const run of runs) {
    if (run.kind === 'run' && run.status.state === 'finished') {
      const { only } = run.description;
      const fits =
        only !== null &&
        !references.has(only) &&
        whyNotComparable(run.description, own) === null &&
        isReferenceOf(run.description, own);
      if (fits) {
        references.set(only, run.directory);
      }
    }
  }
  return [...references.values()];
}
