/** Draws at most once a frame, however often it is asked, and not while the page is hidden. */
export class Frame {
  readonly #draw: () => void;
  #asked: number | null = null;
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

  /** Draws with the next frame, or when the page is seen again. */
  ask(): void {
    if (document.hidden) {
      this.#isLate = true;
      return;
    }
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = null;
      this.#draw();
    });
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.#onVisible);
    if (this.#asked !== null) {
      cancelAnimationFrame(this.#asked);
    }
  }
}
