import * as fs from 'node:fs';
import { promisify } from 'node:util';
import type { BytesOfFile } from './disk.js';

const open = promisify(fs.open);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

/**
 * A file that is open to be read, by its number: Node's `FileHandle` does as much, in twice the time that it takes to read
 * a small file of a run, of which a thousand are listed. Whoever opens one closes it.
 */
export class OpenedFile implements BytesOfFile {
  readonly #number: number;

  private constructor(number: number) {
    this.#number = number;
  }

  /** Opens a file. Throws the failed system call, as all of its methods do. */
  static async open(file: string): Promise<OpenedFile> {
    return new OpenedFile(await open(file, 'r'));
  }

  stat(): Promise<fs.Stats> {
    return fstat(this.#number);
  }

  read(
    target: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }> {
    return read(this.#number, target, offset, length, position);
  }

  /** Lets go of it; once. */
  close(): Promise<void> {
    return close(this.#number);
  }
}
