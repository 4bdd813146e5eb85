/** Calls something at most once every so often, however often it is asked to; the last asking is never lost. */
export class Throttle {
  readonly #call: () => void;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;

  /** @param interval milliseconds from one call to the next, at least */
  constructor(interval: number, call: () => void) {
    this.#interval = interval;
    this.#call = call;
  }

  /** Asks for a call: now where the last one is long enough ago, else once it is. */
  ask(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#last = performance.now();
        this.#call();
      },
      Math.max(0, this.#last + this.#interval - performance.now()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
