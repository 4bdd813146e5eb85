/**
 * A drawing that took so long is followed by a rest of so many times as long, at most so many milliseconds (ours). In VS Code
 * for the web a page shares its thread with the whole window: where the machine is busy, pages that draw without a pause keep
 * status bar, trees and editors from being drawn at all.
 */
const rest = { times: 3, most: 2000 };

/** Set on the page's root while there is something to be drawn. */
const toBeDrawn = 'data-to-be-drawn';

/** Draws at most once a frame, however often it is asked, rests afterwards, and does not draw while the page is hidden. */
export class Frame {
  readonly #draw: () => void;
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

  constructor(draw: () => void) {
    this.#draw = draw;
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  /** Draws with the next frame, after the rest, or when the page is seen again. */
  ask(): void {
    document.documentElement.toggleAttribute(toBeDrawn, !document.hidden);
    if (document.hidden) {
      this.#isLate = true;
      return;
    }
    const left = this.#restsUntil - performance.now();
    if (left <= 0) {
      this.#asked ??= requestAnimationFrame(() => {
        this.#asked = null;
        this.#drawNow();
      });
      return;
    }
    this.#resting ??= window.setTimeout(() => {
      this.#resting = null;
      this.ask();
    }, left);
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#resting ?? undefined);
    if (this.#asked !== null) {
      cancelAnimationFrame(this.#asked);
    }
  }

  #drawNow(): void {
    document.documentElement.removeAttribute(toBeDrawn);
    const begin = performance.now();
    this.#draw();
    const end = performance.now();
    this.#restsUntil = end + Math.min(rest.most, rest.times * (end - begin));
  }
}
