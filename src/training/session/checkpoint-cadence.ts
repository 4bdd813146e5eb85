import type { TrainingConfiguration } from '../configuration.js';

/** Says when the next checkpoint is due, by steps and by minutes since the last one. */
export class CheckpointCadence {
  readonly #rules: TrainingConfiguration['checkpoints'];
  #step: number;
  #time: number;

  /** @param time milliseconds */
  constructor(rules: TrainingConfiguration['checkpoints'], step: number, time: number) {
    this.#rules = rules;
    this.#step = step;
    this.#time = time;
  }

  isDue(step: number, time: number): boolean {
    const { everySteps, everyMinutes } = this.#rules;
    return (
      (everySteps !== null && step - this.#step >= everySteps) ||
      (everyMinutes !== null && time - this.#time >= everyMinutes * 60_000)
    );
  }

  /** A checkpoint was made. */
  made(step: number, time: number): void {
    this.#step = step;
    this.#time = time;
  }
}
