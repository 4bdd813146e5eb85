import * as l10n from '@vscode/l10n';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { backendName } from '../record/run.js';
import type { BackendName, Device } from '../record/run.js';
import { childEnvironment } from './child-environment.js';
import { gpuComplaints } from './gpu-complaints.js';
import { findInstalledPackage } from './installed-package.js';
import { probeAnswer } from './probe-answer.js';

/** One backend of the ladder: what it computes on, or why it was passed over. */
export type Rung =
  | { readonly name: BackendName; readonly available: true; readonly device: Device }
  | { readonly name: BackendName; readonly available: false; readonly reason: string };

/** How the ladder is tried. */
export interface LadderOptions {
  /** The script that is forked as `script probe <name> [searchPath…]`, and calls answerProbe. */
  readonly script: string;
  /** Folders from which packages that are not part of Modality Lens are looked for. */
  readonly searchPaths?: readonly string[];
  /** Milliseconds after which a trial counts as hanging; by default a minute. */
  readonly timeout?: number;
  /** The Node binary of the children; the running one by default. */
  readonly node?: string;
  /** Variables for the children beside this process's own, which they get cleaned. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gives up the trials that are under way. */
  readonly signal?: AbortSignal;
}

/** How much of what a child wrote is kept, and of it shown where it died, characters. */
const [keptOutput, shownOutput] = [8000, 300];

/** How long a child that has answered may take to end by itself, milliseconds: by then all that it wrote has come. */
const lastWords = 1000;

/** Tries every backend, each in a child of its own, so that a crash or a hang costs only its own rung. */
export function probeLadder({
  names = backendName.options,
  ...options
}: LadderOptions & { readonly names?: readonly BackendName[] }): Promise<Rung[]> {
  return Promise.all(names.map((name) => probeRung(name, options)));
}

/**
 * Tries one backend in a child, unless its package is not even installed.
 *
 * @param acceptImitated whether a graphics interface that is imitated in software counts as available
 */
export async function probeRung(
  name: BackendName,
  options: LadderOptions,
  acceptImitated = false,
): Promise<Rung> {
  const { searchPaths = [], timeout = 60_000, signal } = options;
  const missing = missingPackage(name, searchPaths);
  if (missing !== null) {
    return { name, available: false, reason: missing };
  }
  const child = startTrial(name, options);
  const answer = probeAnswer.safeParse(await answerOf(child, timeout, signal));
  if (!answer.success) {
    return {
      name,
      available: false,
      reason: l10n.t('The trial answered something unintelligible.'),
    };
  }
  if ('reason' in answer.data) {
    return { name, available: false, reason: answer.data.reason };
  }
  const { device, imitated } = answer.data;
  return imitated && !acceptImitated
    ? {
        name,
        available: false,
        reason: l10n.t('Only {0} was found; it is used if asked for by name.', device.description),
      }
    : { name, available: true, device };
}

function startTrial(
  name: BackendName,
  { script, searchPaths = [], node = process.execPath, environment = {} }: LadderOptions,
): ChildProcess {
  return fork(script, ['probe', name, ...searchPaths], {
    execPath: node,
    execArgv: [],
    serialization: 'advanced',
    env: { ...childEnvironment(process.env), ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function missingPackage(name: BackendName, searchPaths: readonly string[]): string | null {
  if (name === 'wasm' || name === 'cpu') {
    return null;
  }
  const installed = findInstalledPackage(name, searchPaths);
  return installed.found ? null : installed.reason;
}

/** The first message of a child, which is then ended; a reason where it dies, is given up, or is silent for too long. */
function answerOf(child: ChildProcess, timeout: number, signal?: AbortSignal): Promise<unknown> {
  let errors = '';
  let refusal: string | null = null;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptOutput);
  });
  return new Promise((settle) => {
    const timer = setTimeout(() => {
      finish({ reason: l10n.t('The trial gave no answer within {0} s.', timeout / 1000) });
    }, timeout);
    const giveUp = (): void => {
      finish({ reason: l10n.t('The trial was given up.') });
    };
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) {
      giveUp();
    }
    child.once('message', (answer) => {
      if (isRefusal(answer)) {
        refusal = answer.reason;
        setTimeout(end, lastWords).unref();
      } else {
        finish(answer);
      }
    });
    child.once('error', ({ message }) => {
      finish({ reason: l10n.t('The trial could not be started: {0}', message) });
    });
    // 'close' rather than 'exit': all of stderr has arrived by then.
    child.once('close', end);

    function end(code: number | null = null, signal: NodeJS.Signals | null = null): void {
      const reason =
        refusal === null
          ? withoutAnswer(code, signal, errors)
          : [refusal, ...gpuComplaints(errors)].join(' ');
      finish({ reason });
    }

    function finish(answer: unknown): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      child.kill('SIGKILL');
      settle(answer);
    }
  });
}

function withoutAnswer(code: number | null, signal: NodeJS.Signals | null, errors: string): string {
  const explanation = errors.slice(-shownOutput).trim();
  if (signal === null) {
    return explanation === ''
      ? l10n.t('The trial ended with exit code {0} before it answered.', code ?? 0)
      : l10n.t(
          'The trial ended with exit code {0} before it answered: {1}',
          code ?? 0,
          explanation,
        );
  }
  return explanation === ''
    ? l10n.t('The trial crashed ({0}) before it answered.', signal)
    : l10n.t('The trial crashed ({0}) before it answered: {1}', signal, explanation);
}

function isRefusal(answer: unknown): answer is { readonly reason: string } {
  const parsed = probeAnswer.safeParse(answer);
  return parsed.success && 'reason' in parsed.data;
}
