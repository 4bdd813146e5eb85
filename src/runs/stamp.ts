import { stat } from 'node:fs/promises';
import { unlessMissing } from './disk-problem.js';

/** What of a file tells whether it was read as it is now. */
export type Stamp = string;

/** The stamp of a file that the system tells this of. */
export function stampFrom(told: {
  readonly mtimeMs: number;
  readonly size: number;
  readonly ino: number;
}): Stamp {
  return `${told.mtimeMs} ${told.size} ${told.ino}`;
}

/** The stamp of a file; `missing` where there is none. Throws the failed system call. */
export function stampOf(file: string): Promise<Stamp> {
  return unlessMissing('missing', async () => stampFrom(await stat(file)));
}
