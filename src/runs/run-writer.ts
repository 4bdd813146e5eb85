import * as l10n from '@vscode/l10n';
import type { Checkpoint, CheckpointState } from '../record/checkpoint.js';
import type { RunEvent, RunState } from '../record/event.js';
import { Problem } from '../record/problem.js';
import { encodeStep, type Step } from '../record/step.js';
import { AppendFile } from './append-file.js';
import { eventLine } from './event-lines.js';
import type { Run } from './read-run.js';
import type { RunLock } from './run-lock.js';
import { runFile } from './run-files.js';
import { encodeCheckpoint, writeCheckpoint } from './write-checkpoint.js';

/** How far a run's files are readable, bytes. */
export type FlushedBytes = CheckpointState['bytes'];

/** How a run is written. */
export interface WriterOptions {
  /** How many of the last checkpoints are kept beside the best; 1 by default. */
  readonly keepLast?: number;
}

/** Where a writer goes on: how many steps were taken, and how long the files were then. */
export type WriterPosition = Pick<CheckpointState, 'step' | 'bytes'>;

/**
 * The one writer of a run. Steps and events are buffered until `flush`; calls may overlap and take effect in order.
 *
 * Every method that touches the disk throws a {@link Problem} where it cannot, or where the run has another writer by
 * now. What a failed `flush` did not write, the next one does.
 */
export class RunWriter {
  readonly run: Run;
  readonly #lock: RunLock;
  readonly #steps: AppendFile;
  readonly #events: AppendFile;
  readonly #keepLast: number;
  #lastStep: number;
  #queue: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  private constructor(
    run: Run,
    lock: RunLock,
    steps: AppendFile,
    events: AppendFile,
    lastStep: number,
    keepLast: number,
  ) {
    this.run = run;
    this.#lock = lock;
    this.#steps = steps;
    this.#events = events;
    this.#lastStep = lastStep;
    this.#keepLast = keepLast;
  }

  /**
   * Opens the files of a run; what lies in them behind `position` is cut off. For `createRun` and `claimRun`, which
   * hold the lock; it is the writer's from then on.
   *
   * @throws Problem where they cannot be opened; the lock is then still the caller's
   */
  static async open(
    run: Run,
    lock: RunLock,
    { step, bytes }: WriterPosition,
    { keepLast = 1 }: WriterOptions,
  ): Promise<RunWriter> {
    const steps = await AppendFile.open(runFile(run.directory, 'steps'), bytes.steps);
    try {
      const events = await AppendFile.open(runFile(run.directory, 'events'), bytes.events);
      return new RunWriter(run, lock, steps, events, step, Math.max(1, keepLast));
    } catch (error) {
      await steps.close();
      throw error;
    }
  }

  /** Adds a training step. Throws a Problem after `close`. */
  appendStep(step: Step): void {
    this.#checkOpen();
    const record = encodeStep(step);
    if (record.length !== this.run.description.stepColumns.length) {
      throw new RangeError(`A step of ${step.branches.length} branches in another run's file`);
    }
    this.#steps.append(new Uint8Array(record.buffer));
    this.#lastStep = step.step;
  }

  /** Adds an event. Throws a Problem after `close`. */
  appendEvent(event: RunEvent): void {
    this.#checkOpen();
    this.#events.append(Buffer.from(eventLine(event), 'utf8'));
  }

  /** Makes what was appended readable; how far the files are then. Cheap where there is nothing new. */
  flush(): Promise<FlushedBytes> {
    this.#checkOpen();
    return this.#inOrder(() => this.#flush());
  }

  /**
   * Writes a checkpoint, with everything appended before it made durable, and removes those that are no longer kept.
   * The tensors may change as soon as this returns its promise.
   *
   * @returns the state as written
   */
  writeCheckpoint(checkpoint: Checkpoint): Promise<CheckpointState> {
    this.#checkOpen();
    const bytes = { steps: this.#steps.length, events: this.#events.length };
    const encoded = encodeCheckpoint(checkpoint, bytes);
    return this.#inOrder(async () => {
      await this.#flush();
      await this.#sync();
      await writeCheckpoint(this.run.directory, encoded, this.#keepLast);
      return encoded.state;
    });
  }

  /**
   * Ends the writing: adds the final state, makes everything durable, gives the lock back. Also after a failure the
   * files are closed and the lock is free. A second call gives what the first gave.
   */
  close(state: RunState, reason: string | null = null): Promise<void> {
    if (this.#closing === null) {
      this.appendEvent({ type: 'state', time: Date.now(), step: this.#lastStep, state, reason });
      this.#closing = this.#inOrder(() => this.#close());
    }
    return this.#closing;
  }

  async #flush(): Promise<FlushedBytes> {
    this.#lock.check();
    // Steps first, so that who reads an event finds the steps before it.
    await this.#steps.flush();
    await this.#events.flush();
    return { steps: this.#steps.written, events: this.#events.written };
  }

  async #sync(): Promise<void> {
    await this.#steps.sync();
    await this.#events.sync();
  }

  async #close(): Promise<void> {
    try {
      await this.#flush();
      await this.#sync();
    } finally {
      await Promise.all([this.#steps.close(), this.#events.close(), this.#lock.release()]);
    }
  }

  #inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #checkOpen(): void {
    if (this.#closing !== null) {
      throw new Problem({
        code: 'run',
        file: this.run.directory,
        what: l10n.t('This run has been closed: nothing can be added to it.'),
        remedy: l10n.t('Resume it to go on.'),
      });
    }
  }
}
