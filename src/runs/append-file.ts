import { open, type FileHandle } from 'node:fs/promises';
import { onDisk } from './disk-problem.js';
import { writeFully } from './disk.js';

/**
 * A file that grows at its end, through a buffer.
 *
 * Writes go to known positions: after a failed one (a full disk) the next flush writes the same bytes to the same place,
 * so that no torn record ever has another one behind it.
 */
export class AppendFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #buffered: Uint8Array[] = [];
  #written: number;
  #length: number;

  private constructor(path: string, handle: FileHandle, length: number) {
    this.#path = path;
    this.#handle = handle;
    this.#written = length;
    this.#length = length;
  }

  /**
   * Opens an existing file to go on after its first `length` bytes; what lies behind them is cut off.
   *
   * @throws Problem where it cannot be opened
   */
  static async open(path: string, length: number): Promise<AppendFile> {
    return onDisk(path, 'write the run', async () => {
      const handle = await open(path, 'r+');
      try {
        await handle.truncate(length);
      } catch (error) {
        await handle.close();
        throw error;
      }
      return new AppendFile(path, handle, length);
    });
  }

  /** Length in bytes once everything buffered is written. */
  get length(): number {
    return this.#length;
  }

  /** Length in bytes of what readers can see. */
  get written(): number {
    return this.#written;
  }

  /** Adds `bytes` to the buffer; they are this object's from now on. */
  append(bytes: Uint8Array): void {
    this.#buffered.push(bytes);
    this.#length += bytes.byteLength;
  }

  /** Writes what is buffered. Not to be called again before it has settled. Throws a Problem. */
  async flush(): Promise<void> {
    if (this.#buffered.length === 0) {
      return;
    }
    const count = this.#buffered.length;
    const bytes = Buffer.concat(this.#buffered);
    await onDisk(this.#path, 'write the run', () => writeFully(this.#handle, bytes, this.#written));
    this.#buffered = this.#buffered.slice(count);
    this.#written += bytes.byteLength;
  }

  /** Makes what was flushed durable. Throws a Problem. */
  async sync(): Promise<void> {
    await onDisk(this.#path, 'write the run', () => this.#handle.sync());
  }

  /** Closes the file; what is still buffered is lost. Throws a Problem. */
  async close(): Promise<void> {
    await onDisk(this.#path, 'close the run', () => this.#handle.close());
  }
}
