import * as l10n from '@vscode/l10n';
import { spawn, type ChildProcess } from 'node:child_process';
import { Problem } from '../record/problem.js';
import { systemErrorCode } from '../runs/disk-problem.js';

/** A program that a set-up runs. */
export interface ProgramRun {
  /** Path or name. */
  readonly program: string;
  readonly parameters: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told of every line that it prints. */
  readonly onLine: (line: string) => void;
  /** What to do where there is no such program. */
  readonly whereMissing: string;
  /** What to do where it fails. */
  readonly whereFailed: string;
}

/** How much of what a program printed last is shown where it fails, characters. */
const shownOutput = 3000;

/** How long an ended program may take before it is ended by force, milliseconds. */
const grace = 3000;

/**
 * Runs a program to its end, whatever it starts included.
 *
 * @returns what it printed to standard output
 * @throws Problem `backend` where it is missing or fails, with what it printed last; the signal's reason where that
 *   aborts, once it has ended
 */
export async function runProgram(run: ProgramRun): Promise<string> {
  run.signal.throwIfAborted();
  const child = start(run);
  const printed = listen(child, run.onLine);
  const giveUp = (): void => {
    endGroup(child);
  };
  run.signal.addEventListener('abort', giveUp, { once: true });
  try {
    const end = await ended(child, run);
    run.signal.throwIfAborted();
    if (end.code !== 0) {
      throw failed(run, end, printed.all());
    }
    return printed.standard();
  } finally {
    run.signal.removeEventListener('abort', giveUp);
  }
}

function start({ program, parameters, cwd, environment }: ProgramRun): ChildProcess {
  // On Windows npm is a batch file, which only a shell can start; the parameters are this program's own words.
  const needsShell = process.platform === 'win32' && !/\.exe$/i.test(program);
  return spawn(needsShell ? `"${program}"` : program, parameters, {
    ...{ cwd, env: environment, shell: needsShell, windowsHide: true },
    // A group of its own, so that what it starts can be ended with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Hears what a child prints, and passes it on line by line. */
function listen(
  { stdout, stderr }: ChildProcess,
  onLine: (line: string) => void,
): { all(): string; standard(): string } {
  let [standard, all] = ['', ''];
  for (const stream of [stdout, stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      standard += stream === stdout ? text : '';
      all = (all + text).slice(-2 * shownOutput);
      const lines = (rest + text).split(/\r\n|\r|\n/);
      rest = lines.pop() ?? '';
      for (const line of lines.filter((each) => each.trim() !== '')) {
        onLine(line.trimEnd());
      }
    });
  }
  return { all: () => all, standard: () => standard };
}

/** How a program ended: by itself, or by a signal. */
interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function ended(child: ChildProcess, run: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(isMissing(error) ? missing(run, error) : error);
    });
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}

/** Ends a child and everything that it has started. */
function endGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch {
      // All of it has ended.
    }
  };
  signalGroup('SIGTERM');
  const timer = setTimeout(() => {
    signalGroup('SIGKILL');
  }, grace);
  child.once('close', () => {
    clearTimeout(timer);
  });
}

function missing({ program, whereMissing }: ProgramRun, cause: unknown): Problem {
  return new Problem(
    { code: 'backend', what: l10n.t('{0} cannot be started.', program), remedy: whereMissing },
    { cause },
  );
}

function failed({ program, whereFailed }: ProgramRun, end: ProgramEnd, output: string): Problem {
  const text = output.trim();
  const shown = text.length > shownOutput ? `… ${text.slice(-shownOutput)}` : text;
  return new Problem({
    code: 'backend',
    what: failure(program, end, shown),
    remedy: whereFailed,
  });
}

function failure(program: string, { code, signal }: ProgramEnd, printed: string): string {
  if (signal !== null) {
    return printed === ''
      ? l10n.t('{0} failed (ended by {1}). It printed nothing.', program, signal)
      : l10n.t('{0} failed (ended by {1}). It printed:\n{2}\n', program, signal, printed);
  }
  return printed === ''
    ? l10n.t('{0} failed (exit code {1}). It printed nothing.', program, code ?? 0)
    : l10n.t('{0} failed (exit code {1}). It printed:\n{2}\n', program, code ?? 0, printed);
}
