import path from 'node:path';
import { readRun } from './read-run.js';
import { RunSource, type RunBatch } from './run-source.js';
import { WakeUp } from './wake-up.js';

/** How a run is followed. */
export interface FollowOptions {
  /** Ends the following at once. */
  readonly signal: AbortSignal;
  /** Milliseconds after which to look again where the system reports no change; 500 by default. */
  readonly interval?: number;
}

/** A run that is followed; iterate over it once. See {@link followRun}. */
export class RunFollower implements AsyncIterable<RunBatch> {
  readonly #directory: string;
  readonly #signal: AbortSignal;
  readonly #interval: number;
  #wakeUp: WakeUp | null = null;

  constructor(directory: string, { signal, interval = 500 }: FollowOptions) {
    this.#directory = path.resolve(directory);
    this.#signal = signal;
    this.#interval = interval;
  }

  /** Looks at once, for who knows that there is something new. */
  poke(): void {
    this.#wakeUp?.poke();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunBatch, void, undefined> {
    const wakeUp = new WakeUp(this.#directory, this.#interval);
    this.#wakeUp = wakeUp;
    try {
      const run = await this.#unlessAborted(readRun(this.#directory));
      if (run === null) {
        return;
      }
      const source = new RunSource(run);
      let batch = await this.#unlessAborted(source.next());
      let first = true;
      while (batch !== null) {
        if (first || hasNews(batch)) {
          yield batch;
        } else {
          await this.#unlessAborted(wakeUp.wait());
        }
        first = false;
        batch = await this.#unlessAborted(source.next());
      }
    } finally {
      wakeUp.close();
    }
  }

  /**
   * What `work` gives; null as soon as the signal aborts, also where `work` takes for ever (a lost network drive).
   *
   * Not `Promise.race` with one promise for the signal: that would keep every batch in memory until it aborts.
   */
  #unlessAborted<Result>(work: Promise<Result>): Promise<Result | null> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        resolve(null);
      };
      this.#signal.addEventListener('abort', abort, { once: true });
      if (this.#signal.aborted) {
        abort();
      }
      work.then(resolve, reject).finally(() => {
        this.#signal.removeEventListener('abort', abort);
      });
    });
  }
}

/**
 * Follows a run while it is written, by whomever. The first batch is what there is already; then each batch is what has
 * come since. Records and lines that are still being written come when they are whole. Ends when `signal` aborts, at
 * once; a run that has ended may be resumed, so that is no end.
 *
 * Iterating throws a Problem where there is no run, it is damaged, or it has been deleted.
 */
export function followRun(directory: string, options: FollowOptions): RunFollower {
  return new RunFollower(directory, options);
}

function hasNews({ steps, events, truncated, warnings }: RunBatch): boolean {
  return steps.length > 0 || events.length > 0 || truncated || warnings.length > 0;
}
