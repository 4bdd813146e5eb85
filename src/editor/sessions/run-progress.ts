import type { BalancingConfiguration } from '../../record/balancing.js';
import { balancingInForce } from '../../record/balancing-in-force.js';
import type { RunState } from '../../record/event.js';
import { readEvents } from '../../runs/read-events.js';
import { readRun, type Run } from '../../runs/read-run.js';
import { readSteps } from '../../runs/read-steps.js';
import { paceOf, recentSteps } from '../../series/pace.js';
import type { TrainingStarted } from '../../worker/protocol.js';
import type { TrainingProgress } from './training-session.js';

/** How far a run is, read from the end of its files: no matter how long it is. */
export class RunProgress {
  readonly #started: TrainingStarted;
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
      const { events } = await readEvents(run);
      this.#eventBytes = eventBytes;
      this.#state = events.findLast((event) => event.type === 'state')?.state ?? this.#state;
      this.#switches = events.filter(({ type }) => type === 'strategy').length;
      this.#balancing = balancingInForce({ description: run.description, events });
    }
  }
}
