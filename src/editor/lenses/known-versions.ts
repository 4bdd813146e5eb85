import { OneAtATime } from '../one-at-a-time.js';
import type { KnownRun } from '../runs/known-run.js';

/** How long lenses wait for files to be read, milliseconds. */
const moment = 300;

type Versioned = Pick<KnownRun, 'directory' | 'description'>;

/** Tells whether a run is one of an older version of its model file; does not reject. */
type Verdict = (run: Versioned) => Promise<boolean>;

/**
 * Whether runs are of older versions of their model files, as far as that can be told in a moment: what can be done stands
 * above a definition also where files are slow to read.
 */
export class KnownVersions {
  readonly #isOlder: Verdict;
  readonly #onNews: () => void;
  readonly #known = new Map<string, boolean>();
  readonly #asking = new Map<string, OneAtATime>();

  /** @param onNews told when what {@link of} gave was not so, or not known */
  constructor(isOlder: Verdict, onNews: () => void) {
    this.#isOlder = isOlder;
    this.#onNews = onNews;
  }

  /** Whether `run` is one of an older version: as it is, or after a moment as last known; null where nothing is known. */
  async of(run: Versioned): Promise<boolean | null> {
    const asked = this.#ask(run);
    const isInTime = await within(moment, asked);
    const given = this.#known.get(run.directory) ?? null;
    if (!isInTime) {
      void asked.then(() => {
        if (this.#known.get(run.directory) !== given) {
          this.#onNews();
        }
      });
    }
    return given;
  }

  #ask(run: Versioned): Promise<void> {
    const { directory } = run;
    let asking = this.#asking.get(directory);
    if (asking === undefined) {
      asking = new OneAtATime(async () => {
        this.#known.set(directory, await this.#isOlder(run));
      });
      this.#asking.set(directory, asking);
    }
    return asking.ask();
  }
}

/** Whether `done` settles within so many milliseconds. */
async function within(milliseconds: number, done: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
