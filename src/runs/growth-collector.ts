import type { RunEvent } from '../record/event.js';
import { mostGrown, type RunGrowth } from '../record/run-growth.js';
import type { NewSteps } from '../series/run-series.js';

/** The steps and events that have come since the last growth, as long as they fit into one. */
export class GrowthCollector {
  readonly steps: RunGrowth['steps'];
  readonly events: RunEvent[] = [];
  #isTooMuch = false;

  constructor(modalityCount: number) {
    const columns = () => Array.from({ length: modalityCount }, (): (number | null)[] => []);
    this.steps = {
      step: [],
      loss: [],
      accuracy: [],
      branchLosses: columns(),
      speeds: columns(),
      speedDifference: [],
      windowedSpeedDifference: [],
      modes: [],
    };
  }

  /** Whether more has come than a growth holds; then there is nothing to be had from here. */
  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  get isEmpty(): boolean {
    return this.steps.step.length === 0 && this.events.length === 0 && !this.#isTooMuch;
  }

  /** Says that more has come than is worth a growth. */
  giveUp(): void {
    this.#isTooMuch = true;
  }

  addEvents(events: readonly RunEvent[]): void {
    this.#isTooMuch ||= this.events.length + events.length > mostGrown.events;
    if (!this.#isTooMuch) {
      this.events.push(...events);
    }
  }

  addSteps(added: NewSteps): void {
    const { steps } = this;
    this.#isTooMuch ||= steps.step.length + added.step.length > mostGrown.steps;
    if (this.#isTooMuch) {
      return;
    }
    steps.step.push(...Array.from(added.step));
    steps.modes.push(...Array.from(added.modes));
    append(steps.loss, added.loss);
    append(steps.accuracy, added.accuracy);
    append(steps.speedDifference, added.speedDifference);
    append(steps.windowedSpeedDifference, added.windowedSpeedDifference);
    added.branchLosses.forEach((column, modality) => {
      append(steps.branchLosses[modality], column);
    });
    added.speeds.forEach((column, modality) => {
      append(steps.speeds[modality], column);
    });
  }
}

function append(column: (number | null)[], added: ArrayLike<number | null>): void {
  for (const value of Array.from(added)) {
    column.push(Number.isFinite(value) ? value : null);
  }
}
