import type { MeasuredUtilization } from '../../metrics/findings/facts.js';
import type { ProblemDescription } from '../../record/problem.js';
import type { RunDescription } from '../../record/run.js';
import type { RunStatus } from '../../runs/run-status.js';

/** A run of the workspace: what it is, what it is doing, and what it has found in short. */
export interface KnownRun {
  readonly kind: 'run';
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly description: RunDescription;
  readonly status: RunStatus;
  readonly summary: {
    /** Accuracy of the model's prediction at the last evaluation, 0–1; null where there is none. */
    readonly accuracy: number | null;
    /** The last conditional utilization, modalities cut by the mean; null where none was measured. */
    readonly lastUtilization: MeasuredUtilization | null;
  };
}

/** A folder among the runs that cannot be read. */
export interface DamagedRun {
  readonly kind: 'damaged';
  /** Absolute path of the folder. */
  readonly directory: string;
  readonly problem: ProblemDescription;
}
