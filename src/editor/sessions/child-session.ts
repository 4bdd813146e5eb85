import * as l10n from '@vscode/l10n';
import type { BalancingConfiguration } from '../../record/balancing.js';
import { describeProblem, Problem, type ProblemDescription } from '../../record/problem.js';
import { closeAbandonedRun } from '../../runs/close-abandoned-run.js';
import type { TrainingProcess } from '../../worker/client.js';
import type { Notice, TrainingStarted } from '../../worker/protocol.js';
import { RunProgress } from './run-progress.js';
import type {
  SessionOutcome,
  SessionState,
  TrainingProgress,
  TrainingSession,
} from './training-session.js';

/** What a run that was stopped at once says of it. */
function stoppedAtOnce(): string {
  return l10n.t(
    'It was stopped at once: steps after its last checkpoint are taken anew where it is continued.',
  );
}

/** How often the files of a run are looked at, milliseconds. */
const lookingInterval = 250;

/** How a training begins, and when that is given up. */
export interface Beginning {
  /** Asks the child to begin. */
  readonly ask: (child: TrainingProcess) => Promise<TrainingStarted>;
  /** Milliseconds that it may take. */
  readonly limit: number;
  /** Gives it up at once. */
  readonly signal: AbortSignal;
}

/** Thrown where a person gave up a training while its model file was loading. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/** What a {@link ChildSession} is made of. */
export interface ChildSessionOptions {
  readonly modelFile: string;
  /** Starts the child. */
  readonly start: (onNotice: (notice: Notice) => void) => TrainingProcess;
  /** Told of any change. */
  readonly onChange: () => void;
  /** Told why the run could not be looked at; the training itself goes on. */
  readonly onUnreadable: (problem: ProblemDescription) => void;
}

/** A training in a child, its progress read from its run directory. */
export class ChildSession implements TrainingSession {
  readonly modelFile: string;
  /** Settles when the child has ended, the last of its run read; never rejects. */
  readonly ended: Promise<SessionOutcome>;
  readonly #child: TrainingProcess;
  readonly #onChange: () => void;
  readonly #onUnreadable: (problem: ProblemDescription) => void;
  #started: TrainingStarted | null = null;
  #progress: RunProgress | null = null;
  #pending: TrainingSession['pending'] = null;
  #switchesBefore = 0;
  #waiting: ProblemDescription | null = null;
  #outcome: SessionOutcome | null = null;
  #told: Extract<Notice, { type: 'ended' }> | null = null;
  readonly #givingUp = new AbortController();
  #askedToEnd = false;
  #eventBytes = 0;
  #looking: Promise<void> | null = null;
  #lookAgain = false;

  constructor({ modelFile, start, onChange, onUnreadable }: ChildSessionOptions) {
    this.modelFile = modelFile;
    this.#onChange = onChange;
    this.#onUnreadable = onUnreadable;
    this.#child = start((notice) => {
      this.#notice(notice);
    });
    this.ended = this.#end();
  }

  get directory(): string | null {
    return this.#started?.directory ?? null;
  }

  get progress(): TrainingProgress | null {
    return this.#progress?.progress ?? null;
  }

  /** The strategy in force; null before it is known. */
  get balancing(): BalancingConfiguration | null {
    return this.#progress?.balancing ?? null;
  }

  get pending(): TrainingSession['pending'] {
    return this.#pending;
  }

  get waiting(): ProblemDescription | null {
    return this.#waiting;
  }

  get outcome(): SessionOutcome | null {
    return this.#outcome;
  }

  get state(): SessionState {
    if (this.#outcome !== null) {
      return 'ended';
    }
    if (this.#progress === null) {
      return 'loading';
    }
    if (this.#pending === 'stopping') {
      return 'stopping';
    }
    const { state } = this.#progress;
    return state === 'paused' || state === 'evaluating' ? state : 'training';
  }

  /**
   * Begins to train; settles once the run directory exists.
   *
   * @throws Problem where it cannot begin, or takes longer than `limit`; GivenUp where it is given up. The child is ended
   *   then
   */
  async begin({ ask, limit, signal }: Beginning): Promise<void> {
    const givenUp = AbortSignal.any([signal, this.#givingUp.signal]);
    const timeout = AbortSignal.timeout(limit);
    try {
      this.#started = await unlessAborted(ask(this.#child), AbortSignal.any([givenUp, timeout]));
    } catch (thrown) {
      const crashed = this.#child.hasEnded;
      this.#askedToEnd = true;
      await this.#child.kill();
      if (givenUp.aborted) {
        throw new GivenUp();
      }
      if (timeout.aborted) {
        throw tooSlow(this.modelFile, limit);
      }
      throw crashed ? endedWhileLoading(this.modelFile, thrown) : thrown;
    }
    this.#progress = new RunProgress(this.#started);
    this.#lookSoon();
    this.#onChange();
  }

  /** Pauses after the step in progress. */
  async pause(): Promise<void> {
    await this.#ask('pausing', () => this.#child.pause());
  }

  /** Goes on after a pause. */
  async resume(): Promise<void> {
    await this.#ask('resuming', () => this.#child.resume());
  }

  /** Another strategy from the next step on. Throws a Problem where it does not fit. */
  async balance(balancing: BalancingConfiguration): Promise<void> {
    this.#switchesBefore = this.#progress?.switches ?? 0;
    await this.#ask('balancing', () => this.#child.balance(balancing));
  }

  /**
   * Ends the training after the step in progress, with a checkpoint; one that still loads is given up. Settles when the
   * child has ended.
   */
  async stop(): Promise<void> {
    if (this.#started === null) {
      await this.stopAtOnce();
      return;
    }
    this.#askedToEnd = true;
    await this.#ask('stopping', async () => {
      await this.#child.stop();
    });
    await this.ended;
  }

  /** Leaves the training to itself: it writes a checkpoint and ends as interrupted. */
  leave(): void {
    this.#child.leave();
  }

  /** Ends the child at once; the run keeps its last checkpoint. */
  async stopAtOnce(): Promise<void> {
    this.#askedToEnd = true;
    this.#givingUp.abort();
    await this.#child.kill();
    await this.ended;
  }

  async #ask(pending: TrainingSession['pending'], ask: () => Promise<void>): Promise<void> {
    const before = this.#pending;
    this.#pending = before === 'stopping' ? before : pending;
    this.#onChange();
    try {
      await ask();
    } catch (thrown) {
      this.#pending = before;
      this.#onChange();
      throw thrown;
    }
  }

  #notice(notice: Notice): void {
    switch (notice.type) {
      case 'flushed':
        this.#eventBytes = notice.events;
        this.#lookSoon();
        break;
      case 'waiting':
        this.#waiting = notice.problem;
        this.#onChange();
        break;
      case 'ended':
        this.#told = notice;
        break;
    }
  }

  async #end(): Promise<SessionOutcome> {
    const { code, signal } = await this.#child.exit;
    while (this.#looking !== null) {
      await this.#looking;
    }
    await this.#look();
    this.#waiting = null;
    this.#pending = null;
    if (this.#told !== null) {
      const { state, problem } = this.#told;
      this.#outcome = { state, problem, crashed: false };
    } else {
      const how = signal ?? l10n.t('exit code {0}', String(code));
      const crashed = !this.#askedToEnd && this.#started !== null;
      const problem = crashed ? endedWithoutAWord(how, this.#child.output) : null;
      const state = this.#askedToEnd && (await this.#recordStop()) ? 'stopped' : 'interrupted';
      this.#outcome = { state, problem, crashed };
    }
    this.#onChange();
    return this.#outcome;
  }

  /** Writes into the run that a person ended it, for a child that could not; says whether that was done. */
  async #recordStop(): Promise<boolean> {
    if (this.#started === null) {
      return false;
    }
    try {
      await closeAbandonedRun(this.#started.directory, 'stopped', stoppedAtOnce());
      return true;
    } catch (thrown) {
      this.#onUnreadable(describeProblem(thrown));
      return false;
    }
  }

  /** Looks at the files soon, and again where something comes meanwhile; never two looks at a time. */
  #lookSoon(): void {
    if (this.#looking !== null) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#look()
      .then(() => new Promise<void>((resolve) => setTimeout(resolve, lookingInterval)))
      .then(() => {
        this.#looking = null;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.#lookSoon();
        }
      });
  }

  async #look(): Promise<void> {
    try {
      await this.#progress?.look(this.#eventBytes);
      this.#settlePending();
    } catch (thrown) {
      this.#onUnreadable(describeProblem(thrown));
    }
    this.#onChange();
  }

  #settlePending(): void {
    const { state, switches } = this.#progress ?? { state: 'starting', switches: 0 };
    const happened =
      (this.#pending === 'pausing' && state === 'paused') ||
      (this.#pending === 'resuming' && state !== 'paused') ||
      (this.#pending === 'balancing' && switches > this.#switchesBefore);
    if (happened) {
      this.#pending = null;
    }
  }
}

/** What `work` gives; the signal's reason as soon as it aborts. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

function tooSlow(file: string, limit: number): Problem {
  return new Problem({
    code: 'model-file',
    file,
    what: l10n.t('It did not load within {0} seconds.', limit / 1000),
    remedy: l10n.t(
      'Look for a loop that does not end, or for slow loading of data; the setting modalityLens.loadingTimeout allows more.',
    ),
  });
}

function endedWhileLoading(file: string, thrown: unknown): Problem {
  const { what } = describeProblem(thrown);
  return new Problem(
    {
      code: 'model-file',
      file,
      what: l10n.t('Loading it ended the training process. {0}', what),
      remedy: l10n.t(
        'Look for process.exit in it and in what it imports, and for a lack of memory.',
      ),
    },
    { cause: thrown },
  );
}

function endedWithoutAWord(how: string, output: string): ProblemDescription {
  const printed = output.trim();
  return {
    code: 'training',
    what:
      printed === ''
        ? l10n.t('The training process ended without a word ({0}).', how)
        : l10n.t(
            'The training process ended without a word ({0}). It printed: “{1}”.',
            how,
            printed,
          ),
    remedy: l10n.t('The run keeps its last checkpoint: continue it.'),
  };
}
