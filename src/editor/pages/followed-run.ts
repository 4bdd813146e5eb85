import { describeProblem, type ProblemDescription } from '../../record/problem.js';
import type { RunGrowth } from '../../record/run-growth.js';
import type { RunSnapshot } from '../../record/snapshot.js';
import { LiveRun } from '../../runs/live-run.js';

/** Whom a {@link FollowedRun} tells. */
export interface RunObserver {
  /** What the run has gained since its snapshot or its last growth. */
  grown(growth: RunGrowth): void;
  /** A growth does not do: the run is to be shown whole. The first that is told. */
  renewed(): void;
  /** The run cannot be read (any more); it is followed no longer. */
  failed(problem: ProblemDescription): void;
}

/** A run that a page shows, whoever writes it. */
export class FollowedRun {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly #following = new AbortController();
  readonly #run: LiveRun;

  constructor(directory: string, observer: RunObserver) {
    this.directory = directory;
    const { signal } = this.#following;
    this.#run = new LiveRun(directory, { signal });
    this.#run
      .follow((news) => {
        if (news.type === 'renewed') {
          observer.renewed();
        } else {
          observer.grown(news.growth);
        }
      })
      .catch((thrown: unknown) => {
        if (!signal.aborted) {
          observer.failed(describeProblem(thrown));
        }
      });
  }

  /** All that there is to show of it now; null before it is first told that the run is renewed. */
  snapshot(): RunSnapshot | null {
    return this.#run.snapshot();
  }

  /** Looks at once, for who knows that there is something new. */
  poke(): void {
    this.#run.poke();
  }

  /** Follows it no longer. */
  dispose(): void {
    this.#following.abort();
  }
}
