import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../record/problem.js';
import { diskProblem, systemErrorCode } from './disk-problem.js';
import { heartbeat, livingWriter, processStart, readLock, type LockHolder } from './lock-holder.js';
import { runFile } from './run-files.js';

/** Milliseconds between tries for the guard, until a left-over guard is removed, and until trying is given up. */
const guarding = { pause: 10, stale: 5_000, patience: 15_000 };

/**
 * The right to write a run. One writer at a time, over processes and hosts that share the disk.
 *
 * Not `proper-lockfile`: its lock does not say who holds it, and a killed holder's can only be waited out.
 */
export class RunLock {
  readonly #file: string;
  readonly #holder: LockHolder;
  readonly #timer: NodeJS.Timeout;
  #lost = false;

  private constructor(file: string, holder: LockHolder) {
    this.#file = file;
    this.#holder = holder;
    this.#timer = setInterval(() => {
      this.#beat();
    }, heartbeat.every);
    this.#timer.unref();
  }

  /**
   * Takes the lock of the run in `directory`, a dead writer's too.
   *
   * @throws Problem that says who writes the run, or why the lock cannot be written
   */
  static async acquire(directory: string): Promise<RunLock> {
    const file = runFile(directory, 'lock');
    const start = processStart(process.pid);
    const holder = {
      pid: process.pid,
      ...(start === null ? {} : { processStart: start }),
      hostname: hostname(),
      started: Date.now(),
      token: randomUUID(),
    };
    await guarded(file, () => {
      const writer = livingWriter(directory);
      if (writer !== null) {
        throw writtenBy(directory, writer);
      }
      const temporary = `${file}.tmp`;
      writeFileSync(temporary, `${JSON.stringify(holder)}\n`);
      renameSync(temporary, file);
    });
    return new RunLock(file, holder);
  }

  /**
   * Throws a Problem where this process no longer holds the lock: it was silent for so long (suspended, say) that
   * another host's writer took over, or the run was deleted.
   */
  check(): void {
    if (this.#lost) {
      throw new Problem({
        code: 'run',
        file: this.#file,
        what: l10n.t(
          'This run is no longer this process’s to write: another one took over, or it was deleted.',
        ),
        remedy: l10n.t('Leave it to the other writer, or resume it once that has ended.'),
      });
    }
  }

  /** Gives the lock back. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await guarded(this.#file, () => {
      if (this.#isMine()) {
        rmSync(this.#file);
      }
    });
  }

  #beat(): void {
    try {
      this.#lost ||= !this.#isMine();
      if (!this.#lost) {
        const now = new Date();
        utimesSync(this.#file, now, now);
      }
    } catch {
      // The next beat tries again; if none comes through, another writer may take over, and `check` says so.
    }
  }

  #isMine(): boolean {
    try {
      return readLock(this.#file)?.token === this.#holder.token;
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') {
        return false;
      }
      throw error;
    }
  }
}

/**
 * Runs `work` while nobody else looks at or changes the lock. The guard is a file beside it that only one process can
 * create; `work` is synchronous, so the guard is there for an instant, and one older than that is a dead process's.
 */
async function guarded(file: string, work: () => void): Promise<void> {
  const guard = `${file}.guard`;
  try {
    await takeGuard(guard);
    try {
      work();
    } finally {
      rmSync(guard, { force: true });
    }
  } catch (error) {
    throw diskProblem(error, file, 'lock the run');
  }
}

async function takeGuard(guard: string): Promise<void> {
  const deadline = Date.now() + guarding.patience;
  for (;;) {
    try {
      closeSync(openSync(guard, 'wx'));
      return;
    } catch (error) {
      // On Windows a file that is just being removed answers EPERM.
      const taken = ['EEXIST', 'EPERM'].includes(systemErrorCode(error) ?? '');
      if (!taken || Date.now() > deadline) {
        throw error;
      }
    }
    const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > guarding.stale) {
      rmSync(guard, { force: true });
    }
    await delay(guarding.pause);
  }
}

function writtenBy(directory: string, { pid, hostname: host, started }: LockHolder): Problem {
  return new Problem({
    code: 'run',
    file: directory,
    what: l10n.t(
      'This run is being written by process {0} on {1} since {2}.',
      pid,
      host,
      new Date(started).toISOString(),
    ),
    remedy: l10n.t('Wait until it ends, or stop it.'),
  });
}
