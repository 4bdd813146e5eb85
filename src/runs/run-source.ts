import { access } from 'node:fs/promises';
import type { RunEvent } from '../record/event.js';
import type { ProblemDescription } from '../record/problem.js';
import { onDisk } from './disk-problem.js';
import { EventTail } from './event-tail.js';
import { GrowingFile, type Growth } from './growing-file.js';
import { missingParts } from './missing-parts.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';
import {
  checkedSteps,
  stepLayout,
  type StepLayout,
  type StepsRead,
  type StepTable,
} from './step-table.js';

/** What a run has gained since the last batch. */
export interface RunBatch {
  /** New steps; where there is more to read at once, they hold until the next batch is asked for. */
  readonly steps: StepTable;
  readonly events: readonly RunEvent[];
  /**
   * Whether the run was cut back (it was resumed from a checkpoint): what earlier batches gave no longer holds, and this
   * one starts from the beginning.
   */
  readonly truncated: boolean;
  /** Whether there is more to read at once: the steps of a long run come in pieces, its events with the first of them. */
  readonly more: boolean;
  /** Damaged records and lines, which were left out. */
  readonly warnings: readonly ProblemDescription[];
}

/** About how many bytes of steps are read at a time: they fit into a processor's cache, where they are gone through. */
const pieceBytes = 2 ** 21;

const noBytes: Growth = { bytes: new Uint8Array(0), rewritten: false, more: false };

/** The files of a run, read as they grow. */
export class RunSource {
  readonly #run: Run;
  readonly #steps: GrowingFile;
  readonly #events: EventTail;
  readonly #layout: StepLayout;
  #isBegun = false;
  /** Whether the last batch was a piece of what there is. */
  #isInPieces = false;

  /** @throws Problem where the run's columns cannot be those of steps */
  constructor(run: Run) {
    this.#run = run;
    this.#steps = new GrowingFile(runFile(run.directory, 'steps'));
    this.#events = new EventTail(run.directory);
    this.#layout = stepLayout(run.description, runFile(run.directory, 'description'));
  }

  /** What has come since the last call, perhaps nothing. Throws a Problem where it cannot be read, or is deleted. */
  async next(): Promise<RunBatch> {
    return onDisk(this.#run.directory, 'follow the run', async () => {
      let look = await this.#look();
      const truncated = look.events.rewritten || look.steps.rewritten;
      if (truncated) {
        this.#steps.restart();
        this.#events.restart();
        this.#isInPieces = false;
        look = await this.#look();
      }
      const missing = this.#isBegun ? [] : await missingParts(this.#run);
      this.#isBegun = true;
      this.#isInPieces = look.steps.more;
      const eventsRead = this.#events.take(look.events.bytes);
      const stepsRead = this.#takeSteps(look.steps.bytes);
      return {
        steps: stepsRead.steps,
        events: eventsRead.events,
        truncated,
        more: look.steps.more,
        warnings: [...missing, ...eventsRead.warnings, ...stepsRead.warnings],
      };
    });
  }

  /** For who does not read on, though there is more to read at once. */
  close(): void {
    this.#steps.close();
  }

  async #look(): Promise<{ events: Growth; steps: Growth }> {
    const events = this.#isInPieces ? noBytes : await this.#lookAtEvents();
    const records = Math.max(1, Math.floor(pieceBytes / this.#recordBytes));
    const steps = await this.#steps.look(records * this.#recordBytes);
    return { events, steps };
  }

  /**
   * Events come first: the steps before an event are written before it, so they are then there too, or come with the
   * pieces. Between two pieces nobody waits for what has happened since.
   */
  async #lookAtEvents(): Promise<Growth> {
    await access(runFile(this.#run.directory, 'description'));
    return this.#events.look();
  }

  get #recordBytes(): number {
    return this.#layout.width * Float64Array.BYTES_PER_ELEMENT;
  }

  #takeSteps(bytes: Uint8Array): StepsRead {
    const recordBytes = this.#recordBytes;
    const count = Math.floor(bytes.byteLength / recordBytes) * recordBytes;
    const firstRecord = this.#steps.offset / recordBytes;
    // A view begins at a multiple of 8 bytes: so do these, for what lies before them in the buffer are whole records.
    const values = new Float64Array(
      bytes.buffer,
      bytes.byteOffset,
      count / Float64Array.BYTES_PER_ELEMENT,
    );
    this.#steps.take(bytes, count);
    return checkedSteps(this.#layout, values, firstRecord, runFile(this.#run.directory, 'steps'));
  }
}
