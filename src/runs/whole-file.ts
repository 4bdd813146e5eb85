import { readFully } from './disk.js';
import { OpenedFile } from './opened-file.js';
import { stampFrom, type Stamp } from './stamp.js';

/** A file that was read from its beginning to its end. */
export interface WholeFile {
  readonly bytes: Buffer;
  /** As it was right before it was read: what is written meanwhile makes it another. */
  readonly stamp: Stamp;
}

/**
 * Reads a file whole. Throws the failed system call.
 *
 * @param mind is told how many bytes it has before it is read, and may throw
 */
export async function readWhole(file: string, mind: (bytes: number) => void): Promise<WholeFile> {
  const opened = await OpenedFile.open(file);
  try {
    const told = await opened.stat();
    mind(told.size);
    const bytes = Buffer.allocUnsafe(told.size);
    const length = await readFully(opened, bytes, 0);
    return { bytes: bytes.subarray(0, length), stamp: stampFrom(told) };
  } finally {
    await opened.close();
  }
}
