import { access } from 'node:fs/promises';
import type { RunEvent } from '../record/event.js';
import type { ProblemDescription } from '../record/problem.js';
import { onDisk } from './disk-problem.js';
import { EventTail } from './event-tail.js';
import { GrowingFile } from './growing-file.js';
import { missingParts } from './missing-parts.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';
import { checkedSteps, stepLayout, type StepsRead, type StepTable } from './step-table.js';

/** What a run has gained since the last batch. */
export interface RunBatch {
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

/** The most bytes of steps that are read at a time, so that a long run needs no more memory than a short one. */
const pieceBytes = 2 ** 23;

/** The files of a run, read as they grow. */
export class RunSource {
  readonly #run: Run;
  readonly #steps: GrowingFile;
  readonly #events: EventTail;
  #isBegun = false;

  constructor(run: Run) {
    this.#run = run;
    this.#steps = new GrowingFile(runFile(run.directory, 'steps'));
    this.#events = new EventTail(run.directory);
  }

  /** What has come since the last call, perhaps nothing. Throws a Problem where it cannot be read, or is deleted. */
  async next(): Promise<RunBatch> {
    return onDisk(this.#run.directory, 'follow the run', async () => {
      await access(runFile(this.#run.directory, 'description'));
      let look = await this.#look();
      const truncated = look.events.rewritten || look.steps.rewritten;
      if (truncated) {
        this.#steps.restart();
        this.#events.restart();
        look = await this.#look();
      }
      const missing = this.#isBegun ? [] : await missingParts(this.#run);
      this.#isBegun = true;
      const eventsRead = this.#events.take(look.events.bytes);
      const stepsRead = this.#takeSteps(look.steps.bytes);
      return {
        steps: stepsRead.steps,
        events: eventsRead.events,
        truncated,
        more: look.more,
        warnings: [...missing, ...eventsRead.warnings, ...stepsRead.warnings],
      };
    });
  }

  async #look() {
    // Events first: the steps before an event are written before it, so they are then there too, or come with the pieces.
    const events = await this.#events.look();
    const more = (await this.#steps.behind()) > pieceBytes;
    const steps = await this.#steps.look(more ? pieceBytes : Infinity);
    return { events, steps, more };
  }

  #takeSteps(bytes: Uint8Array): StepsRead {
    const layout = stepLayout(this.#run.description, runFile(this.#run.directory, 'description'));
    const recordBytes = layout.width * Float64Array.BYTES_PER_ELEMENT;
    const count = Math.floor(bytes.byteLength / recordBytes) * recordBytes;
    const firstRecord = this.#steps.offset / recordBytes;
    // A view begins at a multiple of 8 bytes: so do these, for what lies before them in the buffer are whole records.
    const values = new Float64Array(
      bytes.buffer,
      bytes.byteOffset,
      count / Float64Array.BYTES_PER_ELEMENT,
    );
    this.#steps.take(bytes, count);
    return checkedSteps(layout, values, firstRecord, runFile(this.#run.directory, 'steps'));
  }
}
