import { open, type FileHandle } from 'node:fs/promises';
import { readFully } from './disk.js';
import { unlessMissing } from './disk-problem.js';

/** What a look at a growing file gave. */
export interface Growth {
  /** Bytes behind those read before; they hold until the next look. */
  readonly bytes: Uint8Array;
  /** Whether what was read before is no longer there: the file was cut off, and perhaps written on since. */
  readonly rewritten: boolean;
  /** Whether the file has more bytes than were asked for. */
  readonly more: boolean;
}

/** How many of the last bytes read are compared, to notice a file that was cut off and has grown again since. */
const compared = 512;

const empty = new Uint8Array(0);
const nothing: Growth = { bytes: empty, rewritten: false, more: false };

/** A file read piece by piece while another process appends to it. A missing file is an empty one. */
export class GrowingFile {
  readonly #path: string;
  #offset = 0;
  #tail: Uint8Array = empty;
  #seen = '';
  /**
   * What the pieces of a long file are read into, one after another. Memory of its own for each would have the collector
   * of garbage go through the whole process every few pieces.
   */
  #room: Uint8Array = empty;

  constructor(path: string) {
    this.#path = path;
  }

  /** How many bytes have been taken. */
  get offset(): number {
    return this.#offset;
  }

  /** Forgets what was taken: the next look starts at the beginning. */
  restart(): void {
    this.#offset = 0;
    this.#tail = empty;
    this.#seen = '';
  }

  /**
   * What lies behind the bytes taken so far. Throws the failed system call where the file cannot be read.
   *
   * @param most how many of these bytes to read at most
   */
  async look(most = Infinity): Promise<Growth> {
    const handle = await unlessMissing(null, () => open(this.#path, 'r'));
    if (handle === null) {
      return { ...nothing, rewritten: this.#offset > 0 };
    }
    try {
      return await this.#lookAt(handle, most);
    } finally {
      await handle.close();
    }
  }

  /** Takes the first `count` of the `bytes` that the last look gave. */
  take(bytes: Uint8Array, count: number): void {
    this.#offset += count;
    this.#tail =
      count >= compared
        ? bytes.slice(count - compared, count)
        : Buffer.concat([this.#tail, bytes.subarray(0, count)]).subarray(-compared);
  }

  async #lookAt(handle: FileHandle, most: number): Promise<Growth> {
    const { size, mtimeMs, ino } = await handle.stat();
    const seen = [size, mtimeMs, ino].join();
    if (seen === this.#seen) {
      return nothing;
    }
    if (size < this.#offset) {
      return { ...nothing, rewritten: true };
    }
    const start = this.#offset - this.#tail.byteLength;
    const end = Math.min(size, this.#offset + most);
    const more = end < size;
    const bytes = this.#roomFor(end - start, more);
    const read = bytes.subarray(0, await readFully(handle, bytes, start));
    const known = this.#tail.byteLength;
    if (Buffer.compare(read.subarray(0, known), this.#tail) !== 0) {
      return { ...nothing, rewritten: true };
    }
    this.#seen = more ? '' : seen;
    return { bytes: read.subarray(known), rewritten: false, more };
  }

  /** Memory for so many bytes; that of the piece before where that does, and kept as long as there are `more` pieces. */
  #roomFor(length: number, more: boolean): Uint8Array {
    const room = this.#room.byteLength < length ? new Uint8Array(length) : this.#room;
    this.#room = more ? room : empty;
    return room.subarray(0, length);
  }
}
