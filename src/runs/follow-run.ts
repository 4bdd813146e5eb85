import path from 'node:path';
import { readRun } from './read-run.js';
import { RunSource, type RunBatch } from './run-source.js';
import { unlessAborted } from './unless-aborted.js';
import { WakeUp } from './wake-up.js';

/** How a run is followed. */
export interface FollowOptions {
  /** Ends the following at once. */
  readonly signal: AbortSignal;
  /** Milliseconds after which to look again where the system reports no change; 500 by default. */
  readonly interval?: number;
  /** Whether every look gives a batch, also one that found nothing. */
  readonly everyLook?: boolean;
}

/** A run that is followed; iterate over it once. See {@link followRun}. */
export class RunFollower implements AsyncIterable<RunBatch> {
  readonly #directory: string;
  readonly #signal: AbortSignal;
  readonly #interval: number;
  readonly #everyLook: boolean;
  #wakeUp: WakeUp | null = null;

  constructor(directory: string, { signal, interval = 500, everyLook = false }: FollowOptions) {
    this.#directory = path.resolve(directory);
    this.#signal = signal;
    this.#interval = interval;
    this.#everyLook = everyLook;
  }

  /** Looks at once, for who knows that there is something new. */
  poke(): void {
    this.#wakeUp?.poke();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunBatch, void, undefined> {
    const wakeUp = new WakeUp(this.#directory, this.#interval);
    this.#wakeUp = wakeUp;
    let source: RunSource | null = null;
    try {
      const run = await unlessAborted(this.#signal, readRun(this.#directory));
      if (run === null) {
        return;
      }
      source = new RunSource(run);
      let batch = await unlessAborted(this.#signal, source.next());
      let isDue = true;
      while (batch !== null) {
        if (isDue || hasNews(batch)) {
          yield batch;
          isDue = false;
        } else {
          await unlessAborted(this.#signal, wakeUp.wait());
          isDue = this.#everyLook;
        }
        batch = await unlessAborted(this.#signal, source.next());
      }
    } finally {
      source?.close();
      wakeUp.close();
    }
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

function hasNews({ steps, events, truncated, more, warnings }: RunBatch): boolean {
  return steps.length > 0 || events.length > 0 || truncated || more || warnings.length > 0;
}
