import type { DamagedRun, KnownRun } from '../runs/known-run.js';

/** The runs of one model file, newest first. */
export interface ModelFileRuns {
  readonly kind: 'model-file';
  /** Absolute path of the model file. */
  readonly file: string;
  readonly runs: readonly KnownRun[];
  /** Whether it has no others. */
  readonly areAll: boolean;
}

/** What lies among the runs and cannot be read, newest first. */
export interface UnreadableRuns {
  readonly kind: 'unreadable';
  readonly runs: readonly DamagedRun[];
}

/**
 * Runs by model file, that with the newest run first; what cannot be read comes last, and only where there is some.
 *
 * @param areAll whether there are no others
 */
export function groupRuns(
  runs: readonly (KnownRun | DamagedRun)[],
  areAll = true,
): (ModelFileRuns | UnreadableRuns)[] {
  const byFile = new Map<string, KnownRun[]>();
  const unreadable: DamagedRun[] = [];
  for (const run of runs) {
    if (run.kind === 'damaged') {
      unreadable.push(run);
      continue;
    }
    const { file } = run.description.model;
    const same = byFile.get(file);
    if (same === undefined) {
      byFile.set(file, [run]);
    } else {
      same.push(run);
    }
  }
  return [
    ...Array.from(byFile, ([file, same]): ModelFileRuns => ({
      ...{ kind: 'model-file', file, runs: same, areAll },
    })),
    ...(unreadable.length === 0 ? [] : [{ kind: 'unreadable', runs: unreadable } as const]),
  ];
}
