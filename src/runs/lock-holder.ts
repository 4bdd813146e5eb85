import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { diskProblem, systemErrorCode } from './disk-problem.js';
import { runFile } from './run-files.js';

/** `lock.json`: who writes a run. Its modification time is the heartbeat. */
const lockHolder = z.object({
  pid: z.int().positive(),
  hostname: z.string(),
  /** When the lock was taken, milliseconds since the Unix epoch. */
  started: z.number(),
  /** When the process began, in the system's clock ticks since its start, where the system tells (`/proc`). */
  processStart: z.int().nonnegative().exactOptional(),
  /** Different for every taking of a lock. */
  token: z.string(),
});
export type LockHolder = z.infer<typeof lockHolder>;

/** How often a writer shows that it lives, and after how long a silence it counts as dead, milliseconds (ours). */
export const heartbeat = { every: 5_000, stale: 60_000 };

/**
 * Who writes the run in `directory`: null where nobody does, a dead writer's leftover lock included.
 *
 * Dead is a writer of this host whose process is gone. Only where that cannot be known, on another host above all, does
 * silence count: a step that computes for minutes lets no heartbeat through.
 *
 * @throws Problem where the lock cannot be read
 */
export function livingWriter(directory: string): LockHolder | null {
  const file = runFile(directory, 'lock');
  try {
    // Most runs have none, and an exception for each of a thousand takes long.
    const found = statSync(file, { throwIfNoEntry: false });
    const holder = found === undefined ? null : readLock(file);
    const silence = Date.now() - (found?.mtimeMs ?? 0);
    return holder !== null && isAlive(holder, silence) ? holder : null;
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

/**
 * When the process `pid` of this host began, in the system's clock ticks since its start (`starttime` in Linux's
 * `proc_pid_stat(5)`); null where the system does not tell, or the process has ended and only waits for its parent.
 */
export function processStart(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may itself hold spaces and parentheses.
    const [state, ...numbers] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const start = Number(numbers[18]);
    return ['Z', 'X'].includes(state) || !Number.isSafeInteger(start) ? null : start;
  } catch {
    return null;
  }
}

function isAlive(holder: LockHolder, silence: number): boolean {
  const heard = silence < heartbeat.stale;
  if (holder.hostname !== hostname()) {
    return heard;
  }
  if (!processLives(holder)) {
    return false;
  }
  const start = processStart(holder.pid);
  return start === null || holder.processStart === undefined
    ? heard
    : start === holder.processStart;
}

/** Whether there is a process of the holder's number; it may be a later one's by now. */
function processLives({ pid, started }: LockHolder): boolean {
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
