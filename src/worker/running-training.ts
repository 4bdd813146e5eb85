import type { BalancingConfiguration } from '../record/balancing.js';
import type { Session } from '../training/session.js';
import type { PreparedTraining } from './prepared-training.js';
import type { ContinuationRequest, TrainingRequest, TrainingStarted } from './protocol.js';
import { recordSession, type RecordingObserver, type SessionEnd } from './record-session.js';

/** How a training is ended from outside. */
export interface StopOrder {
  readonly state: 'stopped' | 'interrupted';
  /** Why, one sentence. */
  readonly reason: string;
}

/** A training in this process: its session, and the run that it is written to. */
export class RunningTraining {
  readonly started: TrainingStarted;
  /** Settles when the run is closed; rejects with a Problem only where the run cannot be written any more. */
  readonly ended: Promise<SessionEnd>;
  readonly #session: Session;
  readonly #stopping = new AbortController();

  private constructor(
    { session, writer, step, device }: PreparedTraining,
    observer: RecordingObserver,
  ) {
    const { directory, description } = writer.run;
    this.#session = session;
    this.started = { directory, plannedSteps: description.plannedSteps, step, device };
    this.ended = recordSession(session.run(), writer, observer, this.#stopping.signal);
  }

  /**
   * Loads the model file, chooses the backend, makes the run directory and begins to train.
   *
   * @throws Problem where the training cannot begin; no run is left behind then
   */
  static async train(
    request: TrainingRequest,
    observer: RecordingObserver,
  ): Promise<RunningTraining> {
    // Brings tf along, which a process that only inspects the protocol does not need.
    const { prepareTraining } = await import('./prepare-training.js');
    return new RunningTraining(await prepareTraining(request), observer);
  }

  /**
   * Takes up a run where it was left.
   *
   * @throws Problem where it cannot go on; it is then as it was
   */
  static async continue(
    request: ContinuationRequest,
    observer: RecordingObserver,
  ): Promise<RunningTraining> {
    const { prepareContinuation } = await import('./prepare-continuation.js');
    return new RunningTraining(await prepareContinuation(request), observer);
  }

  pause(): void {
    this.#session.pause();
  }

  resume(): void {
    this.#session.resume();
  }

  /** Ends the training after the step in progress, with a checkpoint; at once where it waits for space on the disk. */
  stop({ state, reason }: StopOrder): void {
    this.#session.stop(reason, state);
    this.#stopping.abort();
  }

  /** Another strategy from the next step on. Throws a Problem where it does not fit the network. */
  balance(balancing: BalancingConfiguration): void {
    this.#session.setBalancing(balancing);
  }
}
