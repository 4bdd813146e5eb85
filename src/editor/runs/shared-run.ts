import { describeProblem, type ProblemDescription } from '../../record/problem.js';
import type { RunGrowth } from '../../record/run-growth.js';
import type { RunSnapshot } from '../../record/snapshot.js';
import type { LiveRun } from '../../runs/live-run.js';

/** Whom a followed run tells. */
export interface RunObserver {
  /** What the run has gained since its snapshot or its last growth. */
  grown(growth: RunGrowth): void;
  /** A growth does not do: the run is to be shown whole. The first that is told. */
  renewed(): void;
  /** The run cannot be read (any more); it is followed no longer. */
  failed(problem: ProblemDescription): void;
}

/** A run that is followed for any number of observers, whoever writes it. */
export class SharedRun {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly #following = new AbortController();
  readonly #observers = new Set<RunObserver>();
  #run: LiveRun | null = null;

  /** @param onFailure called where the run cannot be read (any more) */
  constructor(directory: string, onFailure: (problem: ProblemDescription) => void) {
    this.directory = directory;
    this.#follow().catch((thrown: unknown) => {
      if (!this.#following.signal.aborted) {
        onFailure(describeProblem(thrown));
      }
    });
  }

  /** Whether nobody observes it any more. */
  get isLeft(): boolean {
    return this.#observers.size === 0;
  }

  /** Tells `observer` of the run from now on; returns what ends that. */
  join(observer: RunObserver): () => void {
    this.#observers.add(observer);
    if (this.#run?.isKnown === true) {
      // Not at once: who follows a run has to have it before it is told.
      queueMicrotask(() => {
        if (this.#observers.has(observer)) {
          observer.renewed();
        }
      });
    }
    return () => this.#observers.delete(observer);
  }

  /** All that there is to show of it now; null before it is read. */
  snapshot(): RunSnapshot | null {
    return this.#run?.snapshot() ?? null;
  }

  /** Looks at once, for who knows that there is something new. */
  poke(): void {
    this.#run?.poke();
  }

  /** Tells everybody that it cannot be read (any more). */
  fail(problem: ProblemDescription): void {
    for (const observer of [...this.#observers]) {
      observer.failed(problem);
    }
  }

  /** Follows it no longer. */
  end(): void {
    this.#following.abort();
  }

  async #follow(): Promise<void> {
    const { LiveRun: Live } = await import('../../runs/live-run.js');
    const { signal } = this.#following;
    this.#run = new Live(this.directory, { signal });
    await this.#run.follow((news) => {
      for (const observer of [...this.#observers]) {
        if (news.type === 'renewed') {
          observer.renewed();
        } else {
          observer.grown(news.growth);
        }
      }
    });
  }
}
