/**
 * Does something again whenever it is asked to, one time after the other: what is asked while it is being done is done
 * once more afterwards. However often and however slowly, each time comes to its end, and the last asking is never lost.
 */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #busy: Promise<void> | null = null;
  #isAskedAgain = false;

  /** @param work must not reject */
  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Settles once it has been done for this asking. */
  ask(): Promise<void> {
    if (this.#busy !== null) {
      this.#isAskedAgain = true;
      return this.#busy;
    }
    this.#busy = this.#repeat();
    return this.#busy;
  }

  async #repeat(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      await this.#work();
    } while (this.#isAskedAgain);
    // Here and not a moment later: what is asked between would be lost.
    this.#busy = null;
  }
}
