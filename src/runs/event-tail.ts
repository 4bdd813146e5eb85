import { onDisk } from './disk-problem.js';
import { parseEventLines, wholeLines, type EventsRead } from './event-lines.js';
import { GrowingFile, type Growth } from './growing-file.js';
import { refuseTooLarge } from './refuse-crafted-run.js';
import { runFile } from './run-files.js';
import type { Stamp } from './stamp.js';

/** The events that have come since the last time. */
export interface NewEvents extends EventsRead {
  /** Whether the run was cut back: what was given before no longer holds, and these are all. */
  readonly rewritten: boolean;
}

/**
 * The events of a run, each read once, however many there are and however often somebody looks. A line that is still being
 * written comes when it is whole; a damaged one is left out with a warning that names it. A missing file has none.
 */
export class EventTail {
  readonly #path: string;
  readonly #file: GrowingFile;
  #linesTaken = 0;

  /** @param directory of the run */
  constructor(directory: string) {
    this.#path = runFile(directory, 'events');
    this.#file = new GrowingFile(this.#path, refuseTooLarge('events', this.#path));
  }

  /** What the file was like when all that it had was last read; null before, and where it is missing. */
  get stamp(): Stamp | null {
    return this.#file.stamp;
  }

  /** The events since the last call; call it again when it has settled. Throws a Problem where they cannot be read. */
  async next(): Promise<NewEvents> {
    return onDisk(this.#path, 'read the events', async () => {
      let look = await this.look();
      const { rewritten } = look;
      if (rewritten) {
        this.restart();
        look = await this.look();
      }
      return { ...this.take(look.bytes), rewritten };
    });
  }

  /** For who reads other files beside: what lies behind what was taken. Throws the failed system call. */
  look(): Promise<Growth> {
    return this.#file.look();
  }

  /** The events in the whole lines of what the last look gave. */
  take(bytes: Uint8Array): EventsRead {
    const count = wholeLines(bytes);
    const lines = bytes.subarray(0, count);
    this.#file.take(bytes, count);
    const firstLine = this.#linesTaken + 1;
    this.#linesTaken += lineBreaks(lines);
    return parseEventLines(lines, this.#path, firstLine);
  }

  /** Forgets what was taken: the next look starts at the beginning. */
  restart(): void {
    this.#file.restart();
    this.#linesTaken = 0;
  }
}

function lineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    count += 1;
  }
  return count;
}
