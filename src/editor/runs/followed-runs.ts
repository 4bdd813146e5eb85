import path from 'node:path';
import type { ProblemDescription } from '../../record/problem.js';
import { SharedRun, type RunObserver } from './shared-run.js';
import type { RunSnapshot } from '../../record/snapshot.js';

/** How long a run is followed on after the last page has let go of it, milliseconds: people go back to what they left. */
const lingering = 10_000;

/** A run as one page follows it, until it is disposed of. */
export interface FollowedRun {
  /** Absolute path of the run directory. */
  readonly directory: string;
  /** All that there is to show of it now; null before it is first told that the run is renewed. */
  snapshot(): RunSnapshot | null;
  /** Looks at once, for who knows that there is something new. */
  poke(): void;
  /** Follows it no longer. */
  dispose(): void;
}

/** The runs that pages show, each read and followed once, however many pages show it. */
export class FollowedRuns {
  readonly #runs = new Map<string, SharedRun>();
  readonly #endings = new Map<SharedRun, NodeJS.Timeout>();

  /** Follows a run, whoever writes it; `observer` is told of it, later, until what is given is disposed of. */
  follow(directory: string, observer: RunObserver): FollowedRun {
    const place = path.resolve(directory);
    const run = this.#runs.get(place) ?? this.#begin(place);
    clearTimeout(this.#endings.get(run));
    this.#endings.delete(run);
    const leave = run.join(observer);
    return {
      directory: place,
      snapshot: () => run.snapshot(),
      poke: () => {
        run.poke();
      },
      dispose: () => {
        leave();
        this.#endIfLeft(run);
      },
    };
  }

  dispose(): void {
    for (const ending of this.#endings.values()) {
      clearTimeout(ending);
    }
    for (const run of this.#runs.values()) {
      run.end();
    }
    this.#runs.clear();
  }

  #begin(directory: string): SharedRun {
    const run: SharedRun = new SharedRun(directory, (problem: ProblemDescription) => {
      // Whoever asks for it again has it read again.
      this.#forget(run);
      run.fail(problem);
    });
    this.#runs.set(directory, run);
    return run;
  }

  #endIfLeft(run: SharedRun): void {
    if (run.isLeft && !this.#endings.has(run)) {
      const ending = setTimeout(() => {
        this.#forget(run);
        run.end();
      }, lingering);
      this.#endings.set(run, ending.unref());
    }
  }

  #forget(run: SharedRun): void {
    clearTimeout(this.#endings.get(run));
    this.#endings.delete(run);
    if (this.#runs.get(run.directory) === run) {
      this.#runs.delete(run.directory);
    }
  }
}
