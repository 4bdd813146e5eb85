import { readdirSync, readFileSync } from 'node:fs';

/** A process that is still there. */
export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes that were started with `variable` in their environment, children of children included; none where the
 * system does not tell (`/proc`).
 */
export function processesWith(variable: string): RunningProcess[] {
  return processNumbers().flatMap((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // A process that has ended and waits for its parent has neither.
      return environment.includes(variable) && command !== '' ? [{ pid, command }] : [];
    } catch {
      // It ended meanwhile, or is another user's.
      return [];
    }
  });
}

/** Sends `signal` to a process, which may have ended meanwhile. */
export function endProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}

function processNumbers(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
