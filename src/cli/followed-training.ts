import type { RunState } from '../record/event.js';
import type { ProblemDescription } from '../record/problem.js';
import { followRun, type RunFollower } from '../runs/follow-run.js';
import { readRun, type Run } from '../runs/read-run.js';
import { readSteps } from '../runs/read-steps.js';
import type { RunBatch } from '../runs/run-source.js';
import type { StepTable } from '../runs/step-table.js';
import { paceOf, recentSteps } from '../series/pace.js';
import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import type {
  ContinuationRequest,
  Notice,
  TrainingRequest,
  TrainingStarted,
} from '../worker/protocol.js';
import type { Progress } from './progress-bars.js';

/** How a training ended. */
export interface Outcome {
  readonly run: Run;
  readonly state: RunState;
  /** What went wrong, where something did. */
  readonly problem: ProblemDescription | null;
  /** Whether a person ended it. */
  readonly byUser: boolean;
}

/** Told when a training begins; returns what is to be told of each progress. */
export type OnStart = (run: Run, started: TrainingStarted) => (progress: Progress) => void;

/** A training in a child of its own, followed through its run directory. */
export class FollowedTraining {
  readonly #child: TrainingProcess;
  readonly #say: (line: string) => void;
  #follower: RunFollower | null = null;
  #ended: Extract<Notice, { type: 'ended' }> | null = null;
  #askedToEnd = false;

  /** @param say tells the person what the run directory cannot: that its disk is full */
  constructor(say: (line: string) => void) {
    this.#say = say;
    this.#child = new TrainingProcess({
      script: bundle,
      onNotice: (notice) => {
        this.#notice(notice);
      },
    });
  }

  /**
   * Trains to the end.
   *
   * @param onStart told when it begins; returns what is to be told of each progress
   * @throws Problem where the training could not begin
   */
  train(request: TrainingRequest, onStart: OnStart): Promise<Outcome> {
    return this.#follow(this.#child.train(request), onStart);
  }

  /**
   * Takes up a run where it was left, to the end.
   *
   * @param onStart as for {@link train}
   * @throws Problem where the run cannot go on
   */
  continueRun(request: ContinuationRequest, onStart: OnStart): Promise<Outcome> {
    return this.#follow(this.#child.continueRun(request), onStart);
  }

  async #follow(starting: Promise<TrainingStarted>, onStart: OnStart): Promise<Outcome> {
    const started = await this.#begun(starting);
    const run = await readRun(started.directory);
    const latest = new LatestSteps(started.plannedSteps, onStart(run, started));
    const following = new AbortController();
    this.#follower = followRun(run.directory, { signal: following.signal });
    const followed = latest.follow(this.#follower);
    // What goes wrong is thrown below, once the training has ended.
    followed.catch(() => undefined);
    const { code, signal } = await this.#child.exit;
    following.abort();
    await followed;
    latest.add((await readSteps(run, latest.last)).steps);
    const byUser = this.#askedToEnd;
    if (this.#ended !== null) {
      return { run, state: this.#ended.state, problem: this.#ended.problem, byUser };
    }
    const how = signal ?? `exit code ${String(code)}`;
    return { run, state: 'interrupted', problem: byUser ? null : this.#crash(how), byUser };
  }

  /** Ends the training after the step in progress, with a checkpoint. */
  async stop(): Promise<void> {
    this.#askedToEnd = true;
    await this.#child.stop();
  }

  /** Ends the training at once. */
  async kill(): Promise<void> {
    this.#askedToEnd = true;
    await this.#child.kill();
  }

  async #begun(starting: Promise<TrainingStarted>): Promise<TrainingStarted> {
    try {
      return await starting;
    } catch (thrown) {
      await this.#child.stop();
      throw thrown;
    }
  }

  #notice(notice: Notice): void {
    switch (notice.type) {
      case 'ended':
        this.#ended = notice;
        break;
      case 'waiting':
        this.#say(notice.problem === null ? 'The training goes on.' : waitingFor(notice.problem));
        break;
      case 'flushed':
        this.#follower?.poke();
        break;
    }
  }

  #crash(how: string): ProblemDescription {
    return {
      code: 'training',
      what: `The training process ended without a word (${how}). ${this.#child.output.trim()}`.trim(),
      remedy: 'The run keeps its last checkpoint: resume it.',
    };
  }
}

function waitingFor({ file, what }: ProblemDescription): string {
  return `Paused: ${file ?? 'the run'}: ${what} The training goes on as soon as there is space; Ctrl-C stops it.`;
}

/** Tells of the latest steps of a training. */
class LatestSteps {
  readonly #plannedSteps: number;
  readonly #onProgress: (progress: Progress) => void;
  #durations: number[] = [];
  /** The last step that was told of; 0 before the first. */
  last = 0;

  constructor(plannedSteps: number, onProgress: (progress: Progress) => void) {
    this.#plannedSteps = plannedSteps;
    this.#onProgress = onProgress;
  }

  async follow(batches: AsyncIterable<RunBatch>): Promise<void> {
    for await (const { steps } of batches) {
      this.add(steps);
    }
  }

  /** Takes up what has come since. */
  add(steps: StepTable): void {
    if (steps.length > 0) {
      const { step, epoch, loss } = steps.at(steps.length - 1);
      const durations = steps.column('duration').slice(-recentSteps);
      this.#durations = [...this.#durations, ...durations].slice(-recentSteps);
      this.last = step;
      const pace = paceOf(this.#durations, this.#plannedSteps - step);
      this.#onProgress({ step, epoch, loss, ...pace });
    }
  }
}
