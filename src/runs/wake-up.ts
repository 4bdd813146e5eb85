import { watch, type FSWatcher } from 'node:fs';

/**
 * Waits for something to happen in a folder: a change that the system reports, a poke, or a while gone by (not every
 * system and file system reports changes). What happens between two waits ends the second at once.
 */
export class WakeUp {
  readonly #interval: number;
  readonly #watcher: FSWatcher | null;
  #happened = false;
  #wake: (() => void) | null = null;

  /** @param interval milliseconds that a wait takes at most */
  constructor(directory: string, interval: number) {
    this.#interval = interval;
    this.#watcher = startWatching(directory, () => {
      this.poke();
    });
  }

  /** Ends the wait in progress, or the next one. */
  poke(): void {
    this.#happened = true;
    this.#wake?.();
  }

  /** Settles when something has happened. */
  async wait(): Promise<void> {
    if (!this.#happened) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#interval);
        this.#wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#happened = false;
  }

  /** Stops watching, and ends the wait in progress. */
  close(): void {
    this.#watcher?.close();
    this.poke();
  }
}

function startWatching(directory: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(directory, { persistent: false }, onChange);
    watcher.on('error', () => {
      // The folder is gone, or the system watches no more: time goes by all the same.
      watcher.close();
    });
    return watcher;
  } catch {
    // Out of watches, or a file system without them: time goes by all the same.
    return null;
  }
}
