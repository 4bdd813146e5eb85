import { Throttle } from '../throttle.js';

/** How often lenses are made anew at most, milliseconds: they must stand still for a click. */
const interval = 1000;

/** How long VS Code may take to come for lenses before it is told again, milliseconds: where no editor shows any it never does. */
const patience = 10_000;

/**
 * Tells VS Code that there are other lenses. It comes for them a while after it was told, the longer the busier the machine
 * is, and every telling meanwhile makes it wait anew: so it is not told again before it has come.
 */
export class LensRefresh {
  readonly #throttle: Throttle;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isAwaited = false;
  #again: NodeJS.Timeout | undefined;

  /** @param tell tells VS Code */
  constructor(tell: () => void) {
    this.#throttle = new Throttle(interval, () => {
      this.#isAwaited = true;
      this.#toldAt = performance.now();
      tell();
    });
  }

  /** There are other lenses. */
  ask(): void {
    const left = this.#isAwaited ? this.#toldAt + patience - performance.now() : 0;
    if (left <= 0) {
      this.#throttle.ask();
      return;
    }
    this.#again ??= setTimeout(() => {
      this.#askNow();
    }, left);
  }

  /** VS Code has come, and has what it came for. */
  answered(): void {
    this.#isAwaited = false;
    if (this.#again !== undefined) {
      this.#askNow();
    }
  }

  dispose(): void {
    clearTimeout(this.#again);
    this.#throttle.dispose();
  }

  #askNow(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
    this.#throttle.ask();
  }
}
