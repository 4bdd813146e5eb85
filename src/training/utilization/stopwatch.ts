import type { Utilization } from '../../record/utilization.js';

/** A part of a utilization measurement that is timed apart. */
export type TimedPart = keyof Utilization['durations'];

/** Adds up the milliseconds spent on each part of a utilization measurement. */
export class Stopwatch {
  readonly durations: Record<TimedPart, number> = { recording: 0, intact: 0, cut: 0, intervals: 0 };
  readonly #clock: () => number;

  /** @param clock the time in milliseconds */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** What `work` gives, its time added to `part`. */
  async time<Result>(part: TimedPart, work: () => Result | Promise<Result>): Promise<Result> {
    const start = this.#clock();
    try {
      return await work();
    } finally {
      this.durations[part] += this.#clock() - start;
    }
  }
}
