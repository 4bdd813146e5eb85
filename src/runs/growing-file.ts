import { open, stat, type FileHandle } from 'node:fs/promises';
import { readFully } from './disk.js';
import { unlessMissing } from './disk-problem.js';

/** What a look at a growing file gave. */
export interface Growth {
  /** Bytes behind those read before. */
  readonly bytes: Uint8Array;
  /** Whether what was read before is no longer there: the file was cut off, and perhaps written on since. */
  readonly rewritten: boolean;
}

/** How many of the last bytes read are compared, to notice a file that was cut off and has grown again since. */
const compared = 512;

const empty = new Uint8Array(0);

/** A file read piece by piece while another process appends to it. A missing file is an empty one. */
export class GrowingFile {
  readonly #path: string;
  #offset = 0;
  #tail: Uint8Array = empty;
  #seen = '';

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

  /** How many bytes lie behind those taken. Throws the failed system call where the file cannot be read. */
  async behind(): Promise<number> {
    const found = await unlessMissing(null, () => stat(this.#path));
    return Math.max(0, (found?.size ?? 0) - this.#offset);
  }

  /**
   * What lies behind the bytes taken so far. Throws the failed system call where the file cannot be read.
   *
   * @param most how many of these bytes to read at most
   */
  async look(most = Infinity): Promise<Growth> {
    const handle = await unlessMissing(null, () => open(this.#path, 'r'));
    if (handle === null) {
      return { bytes: empty, rewritten: this.#offset > 0 };
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
      return { bytes: empty, rewritten: false };
    }
    if (size < this.#offset) {
      return { bytes: empty, rewritten: true };
    }
    const start = this.#offset - this.#tail.byteLength;
    const end = Math.min(size, this.#offset + most);
    const bytes = new Uint8Array(end - start);
    const read = bytes.subarray(0, await readFully(handle, bytes, start));
    const known = this.#tail.byteLength;
    if (Buffer.compare(read.subarray(0, known), this.#tail) !== 0) {
      return { bytes: empty, rewritten: true };
    }
    this.#seen = end < size ? '' : seen;
    return { bytes: read.subarray(known), rewritten: false };
  }
}
