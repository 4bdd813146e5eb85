import { Throttle } from '../throttle.js';

/** How often lenses are made anew at most, milliseconds: they must stand still for a click. */
const interval = 1000;

/** How long VS Code may take to come for lenses before it is told again, milliseconds: twice as long each time. */
const patience = { least: 1000, longest: 64_000 };

/** What lenses are refreshed by. */
interface Refreshing {
  /** Tells VS Code that there are other lenses. */
  readonly tell: () => void;
  /** The documents that may have lenses and are on the screen. */
  readonly shown: () => readonly string[];
}

/**
 * Sees to it that VS Code comes for lenses when there are others, and when an editor is new. It comes a while after it was
 * told, the longer the busier the machine is; every telling meanwhile makes it wait anew, and a person who leaves the text
 * before then (for the side bar, for the page of a run) makes it forget. So it is not told again before it has come, and
 * it is told again if it does not come for what is on the screen.
 */
export class LensRefresh {
  readonly #throttle: Throttle;
  readonly #shown: () => readonly string[];
  /** What VS Code has not come for since it was told. */
  #awaited = new Set<string>();
  /** Whether VS Code has come for nothing at all since then. */
  #isWaiting = false;
  #hasNews = false;
  #since = 0;
  #patience = patience.least;
  #timer: NodeJS.Timeout | undefined;

  constructor({ tell, shown }: Refreshing) {
    this.#shown = shown;
    this.#throttle = new Throttle(interval, () => {
      this.#hasNews = false;
      this.#awaited.clear();
      this.expect(this.#shown());
      tell();
    });
  }

  /** There are other lenses. */
  ask(): void {
    if (this.#isWaiting) {
      this.#hasNews = true;
    } else {
      this.#throttle.ask();
    }
  }

  /** VS Code is about to come for these documents: their editors are new. */
  expect(documents: readonly string[]): void {
    clearTimeout(this.#timer);
    for (const document of documents) {
      this.#awaited.add(document);
    }
    this.#isWaiting = this.#awaited.size > 0;
    if (this.#isWaiting) {
      this.#since = performance.now();
      this.#timer = setTimeout(() => {
        this.#lookAgain();
      }, this.#patience);
    }
  }

  /** VS Code has come for a document, and has what it came for. */
  answered(document: string): void {
    const took = this.#awaited.delete(document) ? performance.now() - this.#since : 0;
    this.#patience = Math.min(Math.max(patience.least, 2 * took), patience.longest);
    this.#isWaiting = false;
    if (this.#awaited.size === 0) {
      clearTimeout(this.#timer);
    }
    if (this.#hasNews) {
      this.#throttle.ask();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#throttle.dispose();
  }

  #lookAgain(): void {
    const shown = this.#shown();
    const isMissed = shown.some((document) => this.#awaited.has(document));
    // Where it never comes it shows no lenses, for instance in a comparison of texts.
    const isHopeless = this.#patience >= patience.longest;
    this.#awaited.clear();
    this.#isWaiting = false;
    this.#patience = Math.min(2 * this.#patience, patience.longest);
    if (this.#hasNews || (isMissed && !isHopeless)) {
      this.#throttle.ask();
    }
  }
}
