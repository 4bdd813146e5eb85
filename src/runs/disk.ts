import { randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from './disk-problem.js';

/** How often, and after how many milliseconds more each time, a refused rename is tried again. */
const renaming = { attempts: 8, pause: 25 };

/**
 * Renames a file or folder. Where it is refused it is tried again for about a second: on Windows a scanner may hold open
 * what was just written.
 */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const refused = ['EPERM', 'EACCES', 'EBUSY'].includes(systemErrorCode(error) ?? '');
      if (!refused || attempt === renaming.attempts) {
        throw error;
      }
      await delay(attempt * renaming.pause);
    }
  }
}

/** Makes the entries of a folder durable: what was created, renamed or removed in it. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') {
    // Windows opens no folder for syncing; NTFS journals its entries.
    return;
  }
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that readers see the old content, or none, or the whole new one, also after a power cut.
 *
 * Not `write-file-atomic`: it does not look at how much a write wrote, so a disk that fills up leaves a short file in
 * place of the old one.
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx', flush: true });
    await renamePatiently(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes all of `bytes` at `position`, however many system calls that takes. */
export async function writeFully(
  handle: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, done, undefined, position + done);
    done += bytesWritten;
  }
}

/** Longest single read, bytes: Node refuses 2 GiB. */
const longestRead = 2 ** 30;

/** What reads bytes of a file. */
export interface BytesOfFile {
  /** Reads up to `length` bytes at `position` to `offset` in `target`; none where the file has ended. */
  read(
    target: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/** Fills `target` from `position` on; returns how many bytes there were, fewer where the file ends before. */
export async function readFully(
  handle: BytesOfFile,
  target: Uint8Array,
  position: number,
): Promise<number> {
  let done = 0;
  while (done < target.byteLength) {
    const length = Math.min(target.byteLength - done, longestRead);
    const { bytesRead } = await handle.read(target, done, length, position + done);
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return done;
}
