import * as l10n from '@vscode/l10n';
import { fork, type ChildProcess } from 'node:child_process';
import { errorInWords } from '../record/error-in-words.js';
import { Problem } from '../record/problem.js';
import { childEnvironment } from '../compute/child-environment.js';
import { inspectionResult, type InspectionResult } from '../record/inspection.js';
import { gateMeasurement, type GateMeasurement } from '../record/gates.js';
import { sampleMeasurement, type SampleMeasurement } from '../record/samples.js';
import {
  message,
  nullTrainingResult,
  trainingStarted,
  type ContinuationRequest,
  type GateInspectionRequest,
  type InspectionRequest,
  type Notice,
  type NullTrainingRequest,
  type NullTrainingResult,
  type RequestBody,
  type SampleInspectionRequest,
  type TrainingRequest,
  type TrainingStarted,
} from './protocol.js';
import type { BalancingConfiguration } from '../record/balancing.js';

/** How a child ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a {@link TrainingProcess} needs to start, and whom it tells. */
export interface TrainingProcessOptions {
  /** Path of the command line's bundle, whose hidden `serve` verb is the child. */
  readonly script: string;
  /** The Node binary of the child; the running one by default. */
  readonly node?: string;
  /** Variables for the child beside this process's own, which it gets cleaned. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told of all that the child prints, as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Told of every notice of the child, in order. */
  readonly onNotice?: (notice: Notice) => void;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (problem: Problem) => void;
}

/** How long a child may take to end after being asked, and again after SIGTERM, milliseconds. */
const grace = { stop: 30_000, terminate: 5_000 };

/** How much of what the child printed is kept for the report of a crash, characters. */
const keptOutput = 4_000;

/**
 * One forked child that runs model files: trains one session, or inspects. Holds no tf.
 *
 * Every request settles: by the child's answer, or with a {@link Problem} when the child ends first.
 */
export class TrainingProcess {
  /** Settles when the child has ended; never rejects. */
  readonly exit: Promise<ChildExit>;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #onNotice: (notice: Notice) => void;
  #lastId = 0;
  #output = '';
  #ended = false;

  constructor({
    script,
    node = process.execPath,
    environment = {},
    onOutput = () => undefined,
    onNotice = () => undefined,
  }: TrainingProcessOptions) {
    this.#onNotice = onNotice;
    this.#child = fork(script, ['serve'], {
      execPath: node,
      execArgv: [],
      env: { ...childEnvironment(process.env), ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-keptOutput);
        onOutput(text);
      });
    }
    this.#child.on('message', (received) => {
      this.#receive(received);
    });
    this.exit = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#ended = true;
        this.#rejectAll(code, signal);
        resolve({ code, signal });
      };
      this.#child.once('close', end);
      this.#child.once('error', (error) => {
        this.#output += error.message;
        end(null, null);
      });
    });
  }

  /** The last of what the child printed. */
  get output(): string {
    return this.#output;
  }

  /** Whether the child has ended. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Starts a training; settles when its run directory exists. Rejects with the child's {@link Problem}. */
  async train(training: TrainingRequest): Promise<TrainingStarted> {
    return trainingStarted.parse(await this.#request({ type: 'train', training }));
  }

  /** Takes up a run where it was left; settles when it goes on. Rejects with the child's {@link Problem}. */
  async continueRun(continuation: ContinuationRequest): Promise<TrainingStarted> {
    return trainingStarted.parse(await this.#request({ type: 'continue', continuation }));
  }

  /** Measures conditional utilization of a run's checkpoint. Rejects with the child's {@link Problem}. */
  async inspect(inspection: InspectionRequest): Promise<InspectionResult> {
    return inspectionResult.parse(await this.#request({ type: 'inspect', inspection }));
  }

  /** Keeps with a run which samples a cut changes, for one of its checkpoints. Rejects with the child's {@link Problem}. */
  async inspectSamples(inspection: SampleInspectionRequest): Promise<SampleMeasurement> {
    return sampleMeasurement.parse(await this.#request({ type: 'inspect-samples', inspection }));
  }

  /** Keeps with a run what its gates do, for one of its checkpoints. Rejects with the child's {@link Problem}. */
  async inspectGates(inspection: GateInspectionRequest): Promise<GateMeasurement> {
    return gateMeasurement.parse(await this.#request({ type: 'inspect-gates', inspection }));
  }

  /** Follows one training of a run's null band. Rejects with the child's {@link Problem}. */
  async followNullTraining(training: NullTrainingRequest): Promise<NullTrainingResult> {
    return nullTrainingResult.parse(await this.#request({ type: 'follow-null', training }));
  }

  /** Pauses after the step in progress. */
  async pause(): Promise<void> {
    await this.#request({ type: 'pause' });
  }

  /** Goes on after a pause. */
  async resume(): Promise<void> {
    await this.#request({ type: 'resume' });
  }

  /** Switches the strategy of the training from its next step on. */
  async balance(balancing: BalancingConfiguration): Promise<void> {
    await this.#request({ type: 'balance', balancing });
  }

  /**
   * Ends the child: asks it to stop after the step in progress (its run keeps a checkpoint), then SIGTERM, then SIGKILL.
   */
  async stop(): Promise<ChildExit> {
    const asked = this.#request({ type: 'stop' }).catch(() => undefined);
    if (
      await this.#endsWithin(
        asked.then(() => this.exit),
        grace.stop,
      )
    ) {
      return this.exit;
    }
    this.#child.kill('SIGTERM');
    if (await this.#endsWithin(this.exit, grace.terminate)) {
      return this.exit;
    }
    return this.kill();
  }

  /** Leaves the child alone: it writes a checkpoint, marks its run as interrupted, and ends by itself. */
  leave(): void {
    if (this.#child.connected) {
      this.#child.disconnect();
    }
  }

  /** Ends the child at once. The run keeps its last checkpoint. */
  kill(): Promise<ChildExit> {
    this.#child.kill('SIGKILL');
    return this.exit;
  }

  async #endsWithin(ending: Promise<unknown>, milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
      }, milliseconds);
    });
    const inTime = await Promise.race([ending.then(() => true), late]);
    clearTimeout(timer);
    return inTime;
  }

  #request(body: RequestBody): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#endedProblem(l10n.t('The training process has already ended.')));
        return;
      }
      this.#lastId += 1;
      const id = this.#lastId;
      this.#pending.set(id, { resolve, reject });
      this.#child.send({ ...body, id }, (error) => {
        if (error !== null) {
          this.#settle(id)?.reject(
            this.#endedProblem(
              l10n.t('The training process cannot be reached ({0}).', errorInWords(error)),
            ),
          );
        }
      });
    });
  }

  #receive(received: unknown): void {
    const parsed = message.safeParse(received);
    if (!parsed.success) {
      this.#output += `\nunknown message: ${parsed.error.message}`;
      return;
    }
    switch (parsed.data.type) {
      case 'done':
        this.#settle(parsed.data.id)?.resolve(parsed.data.result);
        break;
      case 'failed':
        this.#settle(parsed.data.id)?.reject(new Problem(parsed.data.problem));
        break;
      case 'flushed':
      case 'waiting':
      case 'ended':
        this.#onNotice(parsed.data);
        break;
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #rejectAll(code: number | null, signal: NodeJS.Signals | null): void {
    const what =
      signal === null
        ? l10n.t('The training process ended with exit code {0}.', String(code))
        : l10n.t('The training process ended by {0}.', signal);
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id)?.reject(this.#endedProblem(what));
    }
  }

  #endedProblem(what: string): Problem {
    const printed = this.#output.trim();
    return new Problem({
      code: 'training',
      what: printed === '' ? what : l10n.t('{0} It printed: “{1}”.', what, printed),
      remedy: l10n.t('Start it again; the run directory keeps the last checkpoint.'),
    });
  }
}
