/**
 * A drawing that took so long is followed by a rest of so many times as long, at most so many milliseconds (ours). In VS Code
 * for the web a page shares its thread with the whole window: where the machine is busy, pages that draw without a pause keep
 * status bar, trees and editors from being drawn at all.
 */
const rest = { times: 3, most: 2000 };

/**
 * How long the first drawing goes on in one frame, milliseconds (ours): nobody waits for anything else yet, and each further
 * frame is a sixtieth of a second until the last chart stands.
 */
const first = 25;

/** Set on the page's root while there is something to be drawn. */
const toBeDrawn = 'data-to-be-drawn';

/** What draws something, and gives what is left to be drawn, each piece in a frame of its own. */
export type Drawing = () => readonly (() => void)[];

/** Draws at most once a frame, however often it is asked, and not while the page is hidden. */
export class Frame {
  readonly #draw: Drawing;
  /** What is left of the drawing that was begun. */
  #pieces: (() => void)[] = [];
  /** Milliseconds that this drawing has taken. */
  #taken = 0;
  /** Whether nothing was drawn to its end yet. */
  #isFirst = true;
  /** Whether it was asked to draw since this drawing was begun. */
  #isAskedAgain = false;
  #asked: number | null = null;
  #resting: number | null = null;
  #restsUntil = 0;
  readonly #onVisible = (): void => {
    if (!document.hidden && this.#isLate) {
      this.#isLate = false;
      this.ask();
    }
  };
  /** Whether it was asked while the page was hidden. */
  #isLate = false;

  constructor(draw: Drawing) {
    this.#draw = draw;
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  /** Draws with the next frame, or when the page is seen again. For what a person does. */
  ask(): void {
    if (this.#isToBeDrawn()) {
      this.#isAskedAgain = this.#pieces.length > 0;
      this.#next();
    }
  }

  /** Draws once the page has rested from the last drawing. For what comes by itself. */
  askInTime(): void {
    const left = this.#restsUntil - performance.now();
    if (left <= 0) {
      this.ask();
    } else {
      this.askIn(left);
    }
  }

  /** Draws after so many milliseconds, if nothing was drawn before. */
  askIn(milliseconds: number): void {
    if (this.#isToBeDrawn()) {
      this.#resting ??= window.setTimeout(() => {
        this.#resting = null;
        this.askInTime();
      }, milliseconds);
    }
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#resting ?? undefined);
    if (this.#asked !== null) {
      cancelAnimationFrame(this.#asked);
    }
  }

  /** Notes that there is something to be drawn; says whether it can be seen. */
  #isToBeDrawn(): boolean {
    document.documentElement.toggleAttribute(toBeDrawn, !document.hidden);
    this.#isLate ||= document.hidden;
    return !document.hidden;
  }

  #next(): void {
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = null;
      this.#drawNow();
    });
  }

  /** Begins a drawing, or goes on with the one that was begun. */
  #drawNow(): void {
    const begin = performance.now();
    const isBeginning = this.#pieces.length === 0;
    if (isBeginning) {
      clearTimeout(this.#resting ?? undefined);
      this.#resting = null;
      this.#taken = 0;
      this.#pieces = [...this.#draw()];
    }
    const isOfPieces = this.#pieces.length > 0;
    if (!isBeginning) {
      this.#pieces.shift()?.();
    }
    while (this.#isFirst && this.#pieces.length > 0 && performance.now() - begin < first) {
      this.#pieces.shift()?.();
    }
    const end = performance.now();
    this.#isFirst &&= !isOfPieces || this.#pieces.length > 0;
    this.#taken += end - begin;
    this.#restsUntil = end + Math.min(rest.most, rest.times * this.#taken);
    if (this.#pieces.length > 0 || this.#isAskedAgain) {
      this.#isAskedAgain &&= this.#pieces.length > 0;
      this.#next();
    } else if (this.#asked === null && this.#resting === null) {
      document.documentElement.removeAttribute(toBeDrawn);
    }
  }
}
