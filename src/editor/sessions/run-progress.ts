import type { BalancingConfiguration } from '../../record/balancing.js';
import type { RunEvent, RunState } from '../../record/event.js';
import { EventTail } from '../../runs/event-tail.js';
import { readRun, type Run } from '../../runs/read-run.js';
import { readSteps } from '../../runs/read-steps.js';
import { paceOf, recentSteps } from '../../series/pace.js';
import type { TrainingStarted } from '../../worker/protocol.js';
import type { TrainingProgress } from './training-session.js';

/** How far a run is, read from the end of its files: no matter how long it is. */
export class RunProgress {
  readonly #started: TrainingStarted;
  readonly #events: EventTail;
  #run: Run | null = null;
  #known: number;
  #eventBytes = -1;
  #progress: TrainingProgress;
  #state: RunState = 'starting';
  #balancing: BalancingConfiguration | null = null;
  #switches = 0;

  constructor(started: TrainingStarted) {
    const { step, plannedSteps, device } = started;
    this.#started = started;
    this.#events = new EventTail(started.directory);
    this.#known = step;
    this.#progress = {
      ...{ step, plannedSteps, epoch: 0, device: device.description },
      ...{ stepDuration: null, timeLeft: null, lastStep: null },
    };
  }

  /** As of the last look. */
  get progress(): TrainingProgress {
    return this.#progress;
  }

  /** The last state that the run's events say. */
  get state(): RunState {
    return this.#state;
  }

  /** The strategy in force; null before the first look. */
  get balancing(): BalancingConfiguration | null {
    return this.#balancing;
  }

  /** How often the strategy was switched. */
  get switches(): number {
    return this.#switches;
  }

  /**
   * Looks at the files again.
   *
   * @param eventBytes how long the events are; they are read where they have grown
   * @throws Problem where they cannot be read
   */
  async look(eventBytes: number): Promise<void> {
    this.#run ??= await readRun(this.#started.directory);
    const run = this.#run;
    const { steps } = await readSteps(run, Math.max(0, this.#known - recentSteps));
    if (steps.length > 0) {
      const { step, epoch, time } = steps.at(steps.length - 1);
      const { plannedSteps } = this.#started;
      const pace = paceOf(steps.column('duration'), plannedSteps - step);
      this.#known = step;
      this.#progress = { ...this.#progress, ...pace, step, epoch, lastStep: time };
    }
    if (eventBytes !== this.#eventBytes) {
      const { events, rewritten } = await this.#events.next();
      this.#eventBytes = eventBytes;
      if (rewritten || this.#balancing === null) {
        this.#switches = 0;
        this.#balancing = run.description.balancing;
      }
      for (const event of events) {
        this.#take(event);
      }
    }
  }

  #take(event: RunEvent): void {
    if (event.type === 'state') {
      this.#state = event.state;
    } else if (event.type === 'strategy') {
      this.#switches += 1;
      this.#balancing = event.balancing;
    }
  }
}
