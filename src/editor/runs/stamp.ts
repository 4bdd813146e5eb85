import { stat } from 'node:fs/promises';
import { unlessMissing } from '../../runs/disk-problem.js';

/** What of a file tells whether it was read as it is now. */
export type Stamp = string;

/** The stamp of a file; `missing` where there is none. Throws the failed system call. */
export function stampOf(file: string): Promise<Stamp> {
  return unlessMissing('missing', async () => {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  });
}
