import { readFully } from './disk.js';
import { unlessMissing } from './disk-problem.js';
import { OpenedFile } from './opened-file.js';
import { stampFrom, type Stamp } from './stamp.js';

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

/** A long file that is being read piece by piece: open until the last of them. */
interface Reading {
  readonly handle: OpenedFile;
  /** How long the file was when it was opened, bytes, and what told it from another one. */
  readonly size: number;
  readonly stamp: Stamp;
  /** How many bytes a piece has at most. */
  readonly most: number;
  /** The piece that follows the one that was taken: it is read while that is gone through. */
  next: Promise<Growth> | null;
}

/** A file read piece by piece while another process appends to it. A missing file is an empty one. */
export class GrowingFile {
  readonly #path: string;
  readonly #mind: (bytes: number) => void;
  #offset = 0;
  #tail: Uint8Array = empty;
  #stamp: Stamp | null = null;
  #reading: Reading | null = null;
  #isClosed = false;
  /**
   * What the pieces of a long file are read into, in turns: one is gone through while the next is read into the other.
   * Memory of its own for each would have the collector of garbage go through the whole process every few pieces.
   */
  #rooms: readonly [last: Uint8Array, next: Uint8Array] = [empty, empty];

  /** @param mind is told how many bytes the file has before anything of it is read, and may throw */
  constructor(path: string, mind: (bytes: number) => void = () => undefined) {
    this.#path = path;
    this.#mind = mind;
  }

  /** What the file was like before the last look, where that gave all that it had then; null otherwise. */
  get stamp(): Stamp | null {
    return this.#stamp;
  }

  /** How many bytes have been taken. */
  get offset(): number {
    return this.#offset;
  }

  /** Forgets what was taken: the next look starts at the beginning. */
  restart(): void {
    this.#leave();
    this.#offset = 0;
    this.#tail = empty;
    this.#stamp = null;
  }

  /** For who does not look again: lets go of a file of which there are more pieces. */
  close(): void {
    this.#isClosed = true;
    this.#leave();
  }

  /**
   * What lies behind the bytes taken so far. Throws the failed system call where the file cannot be read.
   *
   * @param most how many of these bytes to read at most
   */
  async look(most = Infinity): Promise<Growth> {
    const reading = this.#reading ?? (await this.#open(most));
    if (reading === null) {
      return { ...nothing, rewritten: this.#offset > 0 };
    }
    this.#reading = reading;
    try {
      const growth = await (reading.next ?? this.#piece(reading));
      if (!growth.more || this.#isClosed) {
        this.#leave();
      }
      return growth;
    } catch (thrown) {
      this.#leave();
      throw thrown;
    }
  }

  /** Takes the first `count` of the `bytes` that the last look gave. */
  take(bytes: Uint8Array, count: number): void {
    this.#offset += count;
    this.#tail =
      count >= compared
        ? bytes.slice(count - compared, count)
        : Buffer.concat([this.#tail, bytes.subarray(0, count)]).subarray(-compared);
    if (this.#reading !== null) {
      this.#reading.next = this.#piece(this.#reading);
      // It is told of by the next look.
      this.#reading.next.catch(() => undefined);
    }
  }

  /** Closes the file, as soon as nothing is being read; nobody is told what becomes of a piece that nobody wants. */
  #leave(): void {
    this.#reading?.handle.close().catch(() => undefined);
    this.#reading = null;
    this.#rooms = [empty, empty];
  }

  async #open(most: number): Promise<Reading | null> {
    const handle = await unlessMissing(null, () => OpenedFile.open(this.#path));
    if (handle === null) {
      return null;
    }
    try {
      const told = await handle.stat();
      this.#mind(told.size);
      return { handle, size: told.size, stamp: stampFrom(told), most, next: null };
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  /** The next piece. It begins to be read at once, before anything is waited for. */
  async #piece({ handle, size, stamp, most }: Reading): Promise<Growth> {
    if (stamp === this.#stamp) {
      return nothing;
    }
    if (size < this.#offset) {
      return { ...nothing, rewritten: true };
    }
    const start = this.#offset - this.#tail.byteLength;
    const end = Math.min(size, this.#offset + most);
    const more = end < size;
    const tail = this.#tail;
    const bytes = this.#roomFor(end - start, more);
    const read = bytes.subarray(0, await readFully(handle, bytes, start));
    if (Buffer.compare(read.subarray(0, tail.byteLength), tail) !== 0) {
      return { ...nothing, rewritten: true };
    }
    this.#stamp = more ? null : stamp;
    return { bytes: read.subarray(tail.byteLength), rewritten: false, more };
  }

  /** Memory for so many bytes, not that of the piece before; kept as long as there are `more` pieces. */
  #roomFor(length: number, more: boolean): Uint8Array {
    const [last, next] = this.#rooms;
    const room = next.byteLength < length ? new Uint8Array(length) : next;
    this.#rooms = more ? [room, last] : [empty, empty];
    return room.subarray(0, length);
  }
}
