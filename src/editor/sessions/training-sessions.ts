import path from 'node:path';
import * as vscode from 'vscode';
import type { BalancingAsked, BalancingConfiguration } from '../../record/balancing.js';
import type { GateMeasurement } from '../../record/gates.js';
import type { CheckpointChoice, InspectionResult } from '../../record/inspection.js';
import { Problem, type ProblemDescription } from '../../record/problem.js';
import type { ReplacingCut, SampleMeasurement } from '../../record/samples.js';
import type { CutOperator, SplitName } from '../../record/utilization.js';
import type { TrainingProcess, TrainingProcessOptions } from '../../worker/client.js';
import type { Log } from '../log.js';
import { backendSetting, loadingTimeoutSetting, runsDirectoryOf } from '../settings.js';
import { requireTrust } from '../trust.js';
import type { Beginning, ChildSession } from './child-session.js';
import type { SessionOutcome, TrainingSession } from './training-session.js';

/** What a person asks to be trained. */
export interface TrainingAsked {
  /** Absolute path of the model file. */
  readonly modelFile: string;
  /** Null: as in the model file. */
  readonly balancing: BalancingAsked | null;
  /** Name of the one modality to train alone. */
  readonly only?: string | null;
}

/** What a person asks to be inspected. */
export interface InspectionAsked {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly checkpoint: CheckpointChoice;
  readonly split: SplitName;
  readonly cut: CutOperator;
  /** Absolute paths of runs of one modality alone, to hold the run's branches to. */
  readonly references?: readonly string[];
}

/** Which checkpoint's gates to look at. */
export type CheckpointAsked = Pick<InspectionAsked, 'directory' | 'checkpoint' | 'split'>;

/** Which samples to look at. */
export interface SamplesAsked extends Omit<InspectionAsked, 'cut' | 'references'> {
  readonly cut: ReplacingCut;
}

/** How a training has ended. */
export interface SessionEnded {
  readonly session: TrainingSession;
  readonly outcome: SessionOutcome;
}

/** A model file that could not be loaded, or trained. */
export interface ModelFileFailure {
  readonly modelFile: string;
  readonly problem: ProblemDescription;
}

/** The trainings of this window, each in a child of its own. What runs children is loaded with the first of them. */
export class TrainingSessions implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TrainingSession>();
  readonly #failed = new vscode.EventEmitter<ModelFileFailure>();
  readonly #loaded = new vscode.EventEmitter<string>();
  readonly #ended = new vscode.EventEmitter<SessionEnded>();
  readonly #inspected = new vscode.EventEmitter<InspectionAsked>();
  /** Told of any change of any session, of its progress at most four times a second. */
  readonly onDidChange = this.#changed.event;
  /** Told where a model file could not be loaded or trained. */
  readonly onDidFail = this.#failed.event;
  /** Told of the absolute path of a model file that has loaded. */
  readonly onDidLoad = this.#loaded.event;
  /** Told when a session that had begun has ended. */
  readonly onDidEnd = this.#ended.event;
  /** Told when a checkpoint has been inspected. */
  readonly onDidInspect = this.#inspected.event;
  readonly #script: string;
  readonly #backends: string;
  readonly #log: Log;
  readonly #sessions = new Set<ChildSession>();

  /**
   * @param script path of the command line's bundle, which is forked
   * @param backends path of the folder of the backends that are set up
   */
  constructor(script: string, backends: string, log: Log) {
    this.#script = script;
    this.#backends = backends;
    this.#log = log;
  }

  /** The sessions that have not ended, oldest first. */
  get running(): readonly TrainingSession[] {
    return [...this.#sessions];
  }

  /** The session that writes the run in `directory`; null where none of this window does. */
  sessionOf(directory: string): TrainingSession | null {
    return [...this.#sessions].find((session) => session.directory === directory) ?? null;
  }

  /**
   * Trains a model file; settles once the run directory exists.
   *
   * @param token gives it up while it loads
   * @throws Problem where it cannot begin; CancellationError where it was given up
   */
  async train(asked: TrainingAsked, token?: vscode.CancellationToken): Promise<TrainingSession> {
    requireTrust();
    const file = vscode.Uri.file(asked.modelFile);
    return this.#begin(asked.modelFile, token, (child) =>
      child.train({
        modelFile: asked.modelFile,
        runsDirectory: runsDirectoryOf(file),
        balancing: asked.balancing,
        only: asked.only ?? null,
        backend: backendSetting(),
        ...{ epochs: null, maxSteps: null, seed: null, initialWeights: null },
      }),
    );
  }

  /** Takes up a run where it was left; settles once it goes on. Throws as {@link train} does. */
  async continueRun(directory: string, token?: vscode.CancellationToken): Promise<TrainingSession> {
    requireTrust();
    const { readRun } = await import('../../runs/read-run.js');
    const { description } = await readRun(directory);
    return this.#begin(description.model.file, token, (child) =>
      child.continueRun({ run: directory, checkpoint: 'last', backend: null }),
    );
  }

  /** Pauses after the step in progress. */
  pause(session: TrainingSession): Promise<void> {
    return this.#own(session).pause();
  }

  /** Goes on after a pause. */
  resume(session: TrainingSession): Promise<void> {
    return this.#own(session).resume();
  }

  /** Ends the training after the step in progress, with a checkpoint; settles when it has ended. */
  stop(session: TrainingSession): Promise<void> {
    return this.#own(session).stop();
  }

  /** Ends the training at once; its run keeps the last checkpoint. */
  stopAtOnce(session: TrainingSession): Promise<void> {
    return this.#own(session).stopAtOnce();
  }

  /** Another strategy from the next step on. Throws a Problem where it does not fit. */
  balance(session: TrainingSession, balancing: BalancingConfiguration): Promise<void> {
    return this.#own(session).balance(balancing);
  }

  /**
   * Measures conditional utilization of a checkpoint, in a child of its own.
   *
   * @throws Problem where it cannot; CancellationError where `token` gave it up
   */
  async inspect(
    asked: InspectionAsked,
    token?: vscode.CancellationToken,
  ): Promise<InspectionResult> {
    const { directory, checkpoint, split, cut, references = [] } = asked;
    const result = await this.#inChild(directory, token, (child) =>
      child.inspect({
        ...{ run: directory, checkpoint, split, cut, backend: backendSetting() },
        ...{ recalibrateBatchNorm: false, references: [...references] },
      }),
    );
    this.#inspected.fire(asked);
    return result;
  }

  /** Finds which samples of a checkpoint a cut changes, and keeps them with the run; as {@link inspect}. */
  inspectSamples(
    { directory, checkpoint, split, cut }: SamplesAsked,
    token?: vscode.CancellationToken,
  ): Promise<SampleMeasurement> {
    return this.#inChild(directory, token, (child) =>
      child.inspectSamples({ run: directory, checkpoint, split, cut, backend: backendSetting() }),
    );
  }

  /** Looks at the gates of a checkpoint, and keeps what it sees with the run; as {@link inspect}. */
  inspectGates(
    { directory, checkpoint, split }: CheckpointAsked,
    token?: vscode.CancellationToken,
  ): Promise<GateMeasurement> {
    return this.#inChild(directory, token, (child) =>
      child.inspectGates({ run: directory, checkpoint, split, backend: backendSetting() }),
    );
  }

  /** What a child of its own makes of a run; it ends with that, or when `token` gives it up. */
  async #inChild<Result>(
    directory: string,
    token: vscode.CancellationToken | undefined,
    work: (child: TrainingProcess) => Promise<Result>,
  ): Promise<Result> {
    requireTrust();
    const { TrainingProcess } = await import('../../worker/client.js');
    const child = new TrainingProcess(await this.#childOptions(path.basename(directory)));
    const cancelled = token?.onCancellationRequested(() => void child.kill());
    try {
      return await work(child);
    } catch (thrown) {
      throw token?.isCancellationRequested === true ? new vscode.CancellationError() : thrown;
    } finally {
      cancelled?.dispose();
      await child.kill();
    }
  }

  dispose(): void {
    for (const each of [this.#changed, this.#failed, this.#loaded, this.#ended, this.#inspected]) {
      each.dispose();
    }
    // With the window goes this process, and sooner or later their channel: they may as well begin to end now.
    for (const session of this.#sessions) {
      session.leave();
    }
  }

  async #begin(
    modelFile: string,
    token: vscode.CancellationToken | undefined,
    ask: Beginning['ask'],
  ): Promise<TrainingSession> {
    const options = await this.#childOptions(path.basename(modelFile));
    const { TrainingProcess } = await import('../../worker/client.js');
    const { ChildSession, GivenUp } = await import('./child-session.js');
    const session: ChildSession = new ChildSession({
      modelFile,
      start: (onNotice) => new TrainingProcess({ ...options, onNotice }),
      onChange: () => {
        this.#changed.fire(session);
      },
      onUnreadable: (problem) => {
        this.#log.problem(problem);
      },
    });
    this.#sessions.add(session);
    this.#changed.fire(session);
    void session.ended.then((outcome) => {
      this.#finish(session, outcome);
    });
    const giveUp = new AbortController();
    const cancelled = token?.onCancellationRequested(() => {
      giveUp.abort();
    });
    const limit = loadingTimeoutSetting(vscode.Uri.file(modelFile));
    try {
      await session.begin({ ask, limit, signal: giveUp.signal });
    } catch (thrown) {
      if (thrown instanceof GivenUp) {
        throw new vscode.CancellationError();
      }
      if (thrown instanceof Problem) {
        this.#failed.fire({ modelFile, problem: thrown.description });
      }
      throw thrown;
    } finally {
      cancelled?.dispose();
    }
    this.#loaded.fire(modelFile);
    return session;
  }

  #finish(session: ChildSession, outcome: SessionOutcome): void {
    this.#sessions.delete(session);
    this.#changed.fire(session);
    if (session.directory !== null) {
      this.#ended.fire({ session, outcome });
    }
  }

  /** The session that `given` is; null where it is none that goes on. */
  find(given: unknown): TrainingSession | null {
    return [...this.#sessions].find((each) => each === given) ?? null;
  }

  #own(session: TrainingSession): ChildSession {
    const own = [...this.#sessions].find((each) => each === session);
    if (own !== undefined) {
      return own;
    }
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('This training has ended.'),
      remedy: vscode.l10n.t('Continue its run, or train anew.'),
    });
  }

  async #childOptions(name: string): Promise<TrainingProcessOptions> {
    const { childSurroundings } = await import('./child-surroundings.js');
    const { node, environment } = await childSurroundings(this.#backends);
    const onOutput = this.#log.childOutput(name);
    return { script: this.#script, node, environment, onOutput };
  }
}
