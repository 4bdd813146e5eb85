import type { BalancingConfiguration } from '../record/balancing.js';
import type { FlushedBytes, RunWriter } from '../runs/run-writer.js';
import type { Session } from '../training/session.js';
import type { TrainingRequest, TrainingStarted } from './protocol.js';
import { recordSession, type SessionEnd } from './record-session.js';

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

  private constructor(session: Session, writer: RunWriter, onFlush: (bytes: FlushedBytes) => void) {
    const { directory, description } = writer.run;
    this.#session = session;
    this.started = { directory, plannedSteps: description.plannedSteps };
    this.ended = recordSession(session.run(), writer, onFlush);
  }

  /**
   * Loads the model file, chooses the backend, makes the run directory and begins to train.
   *
   * @param onFlush told how far the run is readable, a few times a second
   * @throws Problem where the training cannot begin; no run is left behind then
   */
  static async start(
    request: TrainingRequest,
    onFlush: (bytes: FlushedBytes) => void,
  ): Promise<RunningTraining> {
    // Brings tf along, which a process that only inspects the protocol does not need.
    const { prepareTraining } = await import('./prepare-training.js');
    const { session, writer } = await prepareTraining(request);
    return new RunningTraining(session, writer, onFlush);
  }

  pause(): void {
    this.#session.pause();
  }

  resume(): void {
    this.#session.resume();
  }

  /** Ends the training after the step in progress, with a checkpoint. */
  stop({ state, reason }: StopOrder): void {
    this.#session.stop(reason, state);
  }

  /** Another strategy from the next step on. Throws a Problem where it does not fit the network. */
  balance(balancing: BalancingConfiguration): void {
    this.#session.setBalancing(balancing);
  }
}
