import * as l10n from '@vscode/l10n';
import { fork, type ChildProcess } from 'node:child_process';
import { childEnvironment } from '../compute/child-environment.js';
import type { Installation } from '../compute/installed-backends.js';
import { Problem } from '../record/problem.js';
import type { SetUpProgress } from './progress.js';
import { giveUpMessage, setUpMessage } from './protocol.js';
import type { SetUpRequest } from './request.js';

/** How the child is started, and whom it tells. */
export interface SetUpChild {
  /** Path of the command line's bundle, whose hidden `serve-set-up` verb is the child. */
  readonly script: string;
  /** The Node binary of the child, and of the trainings that are to use the backend. */
  readonly node: string;
  /** Variables for the child beside this process's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onProgress: (progress: SetUpProgress) => void;
  readonly signal: AbortSignal;
}

/** How long a child that is given up may take to tidy up, milliseconds. */
const grace = 15_000;

/** How much of what a child wrote before it died is kept to explain it, characters. */
const explanationLength = 2000;

/**
 * Sets a backend up in a child: downloading, checking and unpacking would hold up the host.
 *
 * @throws Problem where it fails; the signal's reason where that aborts, once the child has ended
 */
export async function setUpInChild(
  request: SetUpRequest,
  { script, node, environment, onProgress, signal }: SetUpChild,
): Promise<Installation> {
  signal.throwIfAborted();
  const child = fork(script, ['serve-set-up'], {
    ...{ execPath: node, execArgv: [], serialization: 'advanced' },
    env: { ...childEnvironment(process.env), ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const giveUp = (): void => {
    endOf(child);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const answered = answer(child, onProgress);
    child.send(request);
    return await answered;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Tells the child to give up, upon which it tidies up and ends; by force where it does not. */
function endOf(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), grace);
  child.once('close', () => {
    clearTimeout(timer);
  });
  if (child.connected) {
    // Not by closing the channel: while a message is being read, Node would wait for another one first.
    child.send(giveUpMessage, () => {
      // Where it is gone meanwhile, there is nobody to be told.
    });
  }
}

/** What the child set up; settles when it has ended. */
function answer(
  child: ChildProcess,
  onProgress: (progress: SetUpProgress) => void,
): Promise<Installation> {
  let [errors, result]: [string, Installation | Problem | null] = ['', null];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-explanationLength);
  });
  child.on('message', (received) => {
    const { data: message, error } = setUpMessage.safeParse(received);
    if (message?.type === 'progress') {
      onProgress(message.progress);
    } else if (message === undefined) {
      errors += error.message;
    } else {
      result = message.type === 'done' ? message.installation : new Problem(message.problem);
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(ended(error.message));
    });
    child.once('close', (code, signal) => {
      if (result === null) {
        reject(
          ended(
            [signal ?? l10n.t('exit code {0}', String(code)), errors]
              .filter((part) => part !== '')
              .join(': '),
          ),
        );
      } else if (result instanceof Problem) {
        reject(result);
      } else {
        resolve(result);
      }
    });
  });
}

function ended(how: string): Problem {
  return new Problem({
    code: 'backend',
    what: l10n.t('The process that sets the backend up ended without an answer ({0}).', how),
    remedy: l10n.t(
      'Try again; where it stays so, set it up from a terminal: modality-lens set-up.',
    ),
  });
}
