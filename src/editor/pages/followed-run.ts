import { setTimeout as wait } from 'node:timers/promises';
import { describeProblem, type ProblemDescription } from '../../record/problem.js';
import type { RunGrowth } from '../../record/run-growth.js';
import type { RunSnapshot } from '../../record/snapshot.js';
import { followRun } from '../../runs/follow-run.js';
import { readRun } from '../../runs/read-run.js';
import { snapshotRun } from '../../runs/snapshot-run.js';

/** Whom a {@link FollowedRun} tells. */
export interface RunObserver {
  /** What the run has gained since the snapshot or the last growth. */
  grown(growth: RunGrowth): void;
  /** A growth does not do: the run was cut back, or much has come. It is to be shown anew. */
  renewed(): void;
  /** The run cannot be read any more; it is followed no longer. */
  failed(problem: ProblemDescription): void;
}

/** How often a run is shown anew, milliseconds. */
const pause = 1000;

/** A run that is shown, whoever writes it. */
export class FollowedRun {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly #observer: RunObserver;
  readonly #following = new AbortController();

  constructor(directory: string, observer: RunObserver) {
    this.directory = directory;
    this.#observer = observer;
    void this.#follow();
  }

  /** All that there is to show of it now. Throws a Problem where it cannot be read. */
  async snapshot(): Promise<RunSnapshot> {
    return snapshotRun(await readRun(this.directory));
  }

  /** Follows it no longer. */
  dispose(): void {
    this.#following.abort();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#following;
    try {
      for await (const batch of followRun(this.directory, { signal })) {
        if (batch.steps.length > 0 || batch.events.length > 0 || batch.truncated) {
          this.#observer.renewed();
          await wait(pause, undefined, { signal }).catch(() => undefined);
        }
      }
    } catch (thrown) {
      if (!signal.aborted) {
        this.#observer.failed(describeProblem(thrown));
      }
    }
  }
}
