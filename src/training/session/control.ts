import type { BalancingConfiguration } from '../../record/balancing.js';
import type { Ending } from './ending.js';

/** What was asked of a session from outside; the session looks at it between two steps. */
export class Control {
  readonly #abort = new AbortController();
  #paused = false;
  #stop: Ending | null = null;
  #balancing: BalancingConfiguration | null = null;
  #wake: (() => void) | null = null;

  /** Aborted once a stop was asked for, so that an evaluation in progress ends early. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#wake?.();
  }

  /** How the session was asked to end; null: not yet. */
  get stopRequest(): Ending | null {
    return this.#stop;
  }

  stop(request: Ending): void {
    this.#stop ??= request;
    this.#abort.abort();
    this.#wake?.();
  }

  switchBalancing(configuration: BalancingConfiguration): void {
    this.#balancing = configuration;
    this.#wake?.();
  }

  /** The configuration that was asked for since the last call; null: none. */
  takeBalancing(): BalancingConfiguration | null {
    const asked = this.#balancing;
    this.#balancing = null;
    return asked;
  }

  /** Settles when something is asked for next. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
