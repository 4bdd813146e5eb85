import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { diskProblem, systemErrorCode } from './disk-problem.js';
import { runFile } from './run-files.js';

/** `lock.json`: who writes a run. Its modification time is the heartbeat. */
export const lockHolder = z.object({
  pid: z.int().positive(),
  hostname: z.string(),
  /** When the lock was taken, milliseconds since the Unix epoch. */
  started: z.number(),
  /** Different for every taking of a lock. */
  token: z.string(),
});
export type LockHolder = z.infer<typeof lockHolder>;

/** How often a writer shows that it lives, and after how long a silence it counts as dead, milliseconds (ours). */
export const heartbeat = { every: 5_000, stale: 60_000 };

/**
 * Who writes the run in `directory`: null where nobody does, a dead writer's leftover lock included.
 *
 * Dead is a writer of this host whose process is gone, and any writer whose last heartbeat is over a minute old.
 *
 * @throws Problem where the lock cannot be read
 */
export function livingWriter(directory: string): LockHolder | null {
  const file = runFile(directory, 'lock');
  try {
    const holder = readLock(file);
    const silence = Date.now() - statSync(file).mtimeMs;
    return holder !== null && silence < heartbeat.stale && processLives(holder) ? holder : null;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return null;
    }
    throw diskProblem(error, file, 'read the lock');
  }
}

/** The content of a lock file; null where it is damaged. Throws where it cannot be read. */
export function readLock(file: string): LockHolder | null {
  const text = readFileSync(file, 'utf8');
  try {
    return lockHolder.parse(JSON.parse(text));
  } catch {
    // Locks are put in place whole, so this is none of ours, and nobody can tell who holds it.
    return null;
  }
}

function processLives({ pid, hostname: host, started }: LockHolder): boolean {
  if (host !== hostname()) {
    return true;
  }
  if (pid === process.pid) {
    // In a container a new process often gets its predecessor's number.
    return started >= Date.now() - process.uptime() * 1000;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== 'ESRCH';
  }
}
