import type { KnownRun } from '../runs/known-run.js';

/** Where the newest run of a model file comes from. */
export interface RunSource {
  newestOf(modelFile: string): Promise<KnownRun | null>;
}

/** The newest run of each model file, as far as it is known now: lenses do not wait for a thousand runs to be read. */
export class NewestRuns {
  readonly #library: RunSource;
  readonly #onNews: () => void;
  readonly #known = new Map<string, KnownRun | null>();
  readonly #reading = new Map<string, Promise<void>>();
  #stale = new Set<string>();

  /** @param onNews told when more is known */
  constructor(library: RunSource, onNews: () => void) {
    this.#library = library;
    this.#onNews = onNews;
  }

  /** The newest run of `modelFile` as last read; null where it has none, or none is known yet. */
  of(modelFile: string): KnownRun | null {
    if (!this.#known.has(modelFile) || this.#stale.has(modelFile)) {
      this.#read(modelFile);
    }
    return this.#known.get(modelFile) ?? null;
  }

  /** What is known may be no longer so: it stands until it is read again. */
  changed(): void {
    this.#stale = new Set([...this.#known.keys(), ...this.#reading.keys()]);
    this.#onNews();
  }

  #read(modelFile: string): void {
    if (this.#reading.has(modelFile)) {
      return;
    }
    this.#stale.delete(modelFile);
    const reading = this.#library
      .newestOf(modelFile)
      .then((run) => {
        const before = this.#known.get(modelFile);
        this.#known.set(modelFile, run);
        return run !== (before ?? null);
      })
      .catch(() => {
        // The list of runs says what is wrong; here there is nothing to show.
        this.#known.set(modelFile, null);
        return true;
      })
      .then((isNew) => {
        this.#reading.delete(modelFile);
        if (isNew || this.#stale.has(modelFile)) {
          this.#onNews();
        }
      });
    this.#reading.set(modelFile, reading);
  }
}
