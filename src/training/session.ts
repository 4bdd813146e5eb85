import * as l10n from '@vscode/l10n';
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Dataset } from '../data/dataset.js';
import type { MultiModalNetwork } from '../network/multi-modal-network.js';
import type { GeneratorState } from '../random/generator.js';
import type { BalancingConfiguration } from '../record/balancing.js';
import type { Checkpoint } from '../record/checkpoint.js';
import type { Evaluation, RunEvent, RunState } from '../record/event.js';
import { describeProblem, formatProblem, Problem } from '../record/problem.js';
import type { Step } from '../record/step.js';
import type { GateCourse } from '../record/gates.js';
import type { Utilization } from '../record/utilization.js';
import { mu } from '../metrics/conditional-learning-speed.js';
import { speedDifference } from '../metrics/speed-difference.js';
import { BatchReader, pieces } from './batches.js';
import type { TrainingConfiguration } from './configuration.js';
import { batchesPerEpoch, requireLeastBatch } from './planned-steps.js';
import { CheckpointCadence } from './session/checkpoint-cadence.js';
import { Control } from './session/control.js';
import type { Ending } from './session/ending.js';
import { MidEpochCadence } from './session/mid-epoch-cadence.js';
import { Progress } from './session/progress.js';
import type { SessionItem } from './session/session-item.js';
import { TrainingStep } from './session/training-step.js';
import { Validation } from './session/validation.js';
import { wallClock } from './session/wall-clock.js';

/** What a session trains, and how. */
export interface SessionOptions {
  /** Drawn from the stream `weights` of the seed; the session trains it and leaves its disposal to the caller. */
  readonly network: MultiModalNetwork;
  readonly dataset: Dataset;
  readonly training: TrainingConfiguration;
  readonly balancing: BalancingConfiguration;
  readonly seed: number;
  /** Milliseconds since the Unix epoch; by default the system's clock. */
  readonly clock?: () => number;
  /** Where to go on from; its balancing takes the place of `balancing`. */
  readonly checkpoint?: Checkpoint | null;
  /** Further random streams whose states the checkpoints keep, by name; set to those of `checkpoint` when it begins. */
  readonly generators?: ReadonlyMap<string, { state: GeneratorState }>;
}

/**
 * One training run of a network: yields its steps, events and checkpoints in the order in which they happen.
 *
 * Between two steps it answers what was asked of it (pause, resume, stop, another balancing), and lets the process see
 * to its messages and signals. The first checkpoint is of the beginning, so that there always is one to go on from. The
 * last item is a state event: `finished`, `stopped` or `interrupted` after a last checkpoint, or `failed` without one.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #clock: () => number;
  readonly #control = new Control();
  readonly #reader: BatchReader;
  readonly #batches: number;
  readonly #progress: Progress;
  readonly #trainingStep: TrainingStep;
  readonly #validation: Validation;
  readonly #cadence: CheckpointCadence;
  readonly #measuring: MidEpochCadence;
  /** Whether anything happened since the last checkpoint. */
  #unsaved: boolean;
  #warnedOfSlots = false;

  /** @throws Problem where training, balancing, network and data do not fit together */
  constructor(options: SessionOptions) {
    const { network, dataset, training, balancing, seed } = options;
    const clock = options.clock ?? wallClock();
    const names = network.specification.modalities.map(({ name }) => name);
    const { size } = dataset.splits.train;
    this.#options = options;
    this.#clock = clock;
    this.#reader = new BatchReader(dataset, names);
    this.#batches = batchesPerEpoch(training, size);
    requireLeastBatch(training, size, network.leastBatch);
    requireValidation(training, dataset);
    this.#progress = new Progress({
      ...{ network, training, balancing, seed },
      samples: size,
      shuffle: dataset.shuffle,
      generators: options.generators ?? new Map(),
      checkpoint: options.checkpoint ?? null,
    });
    this.#trainingStep = new TrainingStep(network, this.#progress.optimizer);
    this.#validation = new Validation(
      {
        ...{ network, seed, clock },
        reader: this.#reader,
        batchSize: training.batchSize,
        signal: this.#control.signal,
      },
      training,
    );
    const { step = 0 } = options.checkpoint?.state ?? {};
    this.#cadence = new CheckpointCadence(training.checkpoints, step, clock());
    this.#measuring = new MidEpochCadence(training, {
      modalities: names.length,
      train: size,
      validation: dataset.splits.validation.size,
      batches: this.#batches,
    });
    this.#unsaved = !options.checkpoint;
  }

  /** Holds the run after the step in progress, until {@link resume} or {@link stop}. */
  pause(): void {
    this.#control.paused = true;
  }

  resume(): void {
    this.#control.paused = false;
  }

  /**
   * Ends the run after the step in progress, with a last checkpoint. An evaluation in progress is given up as a whole; a
   * resumed run makes up for it.
   */
  stop(reason: string | null = null, state: 'stopped' | 'interrupted' = 'stopped'): void {
    this.#control.stop({ state, reason });
  }

  /**
   * Another balancing from the next step on: an event. Sums and means are kept, the window is cleared.
   *
   * @throws Problem where the configuration names a modality that is not there
   */
  setBalancing(configuration: BalancingConfiguration): void {
    this.#progress.course.check(configuration);
    this.#control.switchBalancing(configuration);
  }

  /**
   * Trains. Once only.
   *
   * @throws whatever went wrong that is not the training's divergence, after the event that says so
   */
  async *run(): AsyncGenerator<SessionItem, void> {
    try {
      if (this.#options.checkpoint) {
        await this.#progress.restore(this.#options.checkpoint);
      }
      const { state, reason } = yield* this.#train();
      yield* this.#save();
      yield this.#state(state, reason);
    } catch (thrown) {
      const description = describeProblem(thrown);
      yield this.#state('failed', formatProblem(description));
      if (description.code !== 'training') {
        throw thrown;
      }
    } finally {
      this.#trainingStep.dispose();
      this.#progress.optimizer.dispose();
    }
  }

  async *#train(): AsyncGenerator<SessionItem, Ending> {
    yield* this.#save();
    yield this.#state('training');
    while (this.#progress.finished === null) {
      const ending = yield* this.#epoch();
      if (ending !== null) {
        return ending;
      }
    }
    return { state: 'finished', reason: this.#progress.finished.reason };
  }

  async *#epoch(): AsyncGenerator<SessionItem, Ending | null> {
    const progress = this.#progress;
    const { batchSize } = this.#options.training;
    const batches = [...pieces(progress.order.begin(), batchSize)].slice(0, this.#batches);
    for (const indices of batches.slice(progress.batchesDone)) {
      const ending = (yield* this.#answerRequests()) ?? (yield* this.#measureWithinEpoch());
      if (ending !== null || progress.remainingSteps === 0) {
        break;
      }
      yield { kind: 'step', step: await this.#step(indices) };
      progress.measurementDue =
        progress.remainingSteps > 0 && this.#measuring.isDue(progress.batchesDone);
      if (this.#cadence.isDue(progress.step, this.#clock())) {
        yield* this.#save();
      }
      await setImmediate();
    }
    return (yield* this.#answerRequests()) ?? (yield* this.#endEpoch());
  }

  async #step(indices: Int32Array): Promise<Step> {
    const start = this.#clock();
    const { epoch, course, schedule, speed, step } = this.#progress;
    const warmUp = course.isWarmUp(epoch);
    const mode = course.next(epoch);
    const learningRate = schedule.rate(step);
    const batch = await this.#reader.read('train', indices);
    const measured = await this.#trainingStep
      .take(batch, mode, learningRate)
      .catch((thrown: unknown) => {
        throw thrown instanceof Problem ? ofStep(step + 1, thrown) : thrown;
      })
      .finally(() => {
        tf.dispose([...batch.inputs]);
      });
    if (mode.kind === 'regular') {
      speed.regularStep(
        measured.branches.map((branch) => ({
          branch: mu(branch.branchGradient, branch.branchWeights),
          fusion: mu(branch.fusionGradient, branch.fusionWeights),
        })),
      );
    }
    const { speeds } = speed;
    course.show({ mode, speeds, warmUp });
    this.#progress.stepTaken();
    this.#unsaved = true;
    const time = this.#clock();
    return {
      ...{ step: step + 1, epoch, time, duration: time - start, learningRate, mode },
      loss: measured.branches.reduce((sum, { loss }) => sum + loss, 0),
      accuracy: measured.accuracy,
      speedDifference: speedDifference(speeds),
      branches: measured.branches.map((branch, index) => ({ ...branch, speed: speeds[index] })),
    };
  }

  /** Utilization in the middle of an epoch, where it is due; how the run is to end, if that is asked for meanwhile. */
  async *#measureWithinEpoch(): AsyncGenerator<SessionItem, Ending | null> {
    if (!this.#progress.measurementDue) {
      return null;
    }
    yield this.#state('evaluating');
    const utilization = await this.#unlessStopped(() => this.#validation.utilizationNow());
    if (utilization === null) {
      return this.#control.stopRequest;
    }
    this.#progress.measurementDue = false;
    this.#unsaved = true;
    yield this.#event({ type: 'utilization', utilization });
    yield this.#state('training');
    return this.#control.stopRequest;
  }

  async *#endEpoch(): AsyncGenerator<SessionItem, Ending | null> {
    const progress = this.#progress;
    const { epoch } = progress;
    const whole = progress.batchesDone === this.#batches;
    yield this.#state('evaluating');
    const measured = await this.#evaluate(epoch);
    if (measured === null) {
      return this.#control.stopRequest;
    }
    const { evaluation, utilization, gates } = measured;
    progress.evaluated(evaluation, whole);
    this.#unsaved = true;
    if (whole) {
      yield this.#event({ type: 'epoch', epoch, evaluation });
    } else if (evaluation !== null) {
      yield this.#event({ type: 'evaluation', evaluation });
    }
    if (utilization !== null) {
      yield this.#event({ type: 'utilization', utilization });
    }
    if (gates !== null) {
      yield this.#event({ type: 'gates', gates });
    }
    if (progress.best || this.#cadence.isDue(progress.step, this.#clock())) {
      yield* this.#save();
    }
    if (progress.finished === null) {
      yield this.#state('training');
    }
    return null;
  }

  /** What is measured at the end of `epoch`; null where the run is asked to stop meanwhile. */
  #evaluate(epoch: number): Promise<EpochMeasurement | null> {
    return this.#unlessStopped(async () => {
      const evaluation = await this.#validation.evaluate();
      const ends = this.#progress.remainingSteps === 0;
      const utilization = await this.#validation.utilization(epoch, ends);
      return { evaluation, utilization, gates: await this.#validation.gates(epoch, ends) };
    });
  }

  /**
   * What `measure` gives; null where the run is asked to stop meanwhile. Then nothing has happened, the random streams
   * (recalibrating batch norm passes dropout) included, so that a resumed run measures the same.
   */
  async #unlessStopped<Measured>(measure: () => Promise<Measured>): Promise<Measured | null> {
    const { signal } = this.#control;
    const { furtherStreams } = this.#progress;
    try {
      return await measure();
    } catch (thrown) {
      if (!signal.aborted || thrown !== signal.reason) {
        throw thrown;
      }
      this.#progress.furtherStreams = furtherStreams;
      return null;
    }
  }

  /** Sees to what was asked from outside; how the run is to end, if that was asked. */
  async *#answerRequests(): AsyncGenerator<SessionItem, Ending | null> {
    const control = this.#control;
    yield* this.#switchBalancing();
    if (control.paused && control.stopRequest === null) {
      yield this.#state('paused');
      while (control.paused && control.stopRequest === null) {
        await control.changed();
        yield* this.#switchBalancing();
      }
      if (control.stopRequest === null) {
        yield this.#state('training');
      }
    }
    return control.stopRequest;
  }

  *#switchBalancing(): globalThis.Generator<SessionItem, void> {
    const balancing = this.#control.takeBalancing();
    if (balancing !== null) {
      this.#progress.course.switchTo(balancing);
      this.#unsaved = true;
      yield this.#event({ type: 'strategy', balancing });
    }
  }

  /** A checkpoint, where anything happened since the last one. */
  async *#save(): AsyncGenerator<SessionItem, void> {
    if (!this.#unsaved) {
      return;
    }
    const { slotsKept, ...checkpoint } = await this.#progress.checkpoint();
    if (!slotsKept && !this.#warnedOfSlots) {
      this.#warnedOfSlots = true;
      yield this.#event({ type: 'warning', message: withoutSlots() });
    }
    yield this.#event({ type: 'checkpoint', best: checkpoint.state.best });
    yield { kind: 'checkpoint', checkpoint };
    this.#cadence.made(this.#progress.step, this.#clock());
    this.#unsaved = false;
  }

  #state(state: RunState, reason: string | null = null): SessionItem {
    return this.#event({ type: 'state', state, reason });
  }

  #event(event: EventBody): SessionItem {
    const happened = { time: this.#clock(), step: this.#progress.step };
    return { kind: 'event', event: { ...event, ...happened } };
  }
}

/** What is measured at the end of an epoch; null where it is not due, or there is nothing to measure it on. */
interface EpochMeasurement {
  readonly evaluation: Evaluation | null;
  readonly utilization: Utilization | null;
  readonly gates: GateCourse | null;
}

/** An event before it is known when it happened. */
type EventBody = RunEvent extends infer Each
  ? Each extends RunEvent
    ? Omit<Each, 'time' | 'step'>
    : never
  : never;

function withoutSlots(): string {
  return l10n.t(
    'The optimizer cannot give its slots, so checkpoints are without them: a resumed run starts them afresh.',
  );
}

/** `problem`, with the step in which it came up. */
function ofStep(step: number, problem: Problem): Problem {
  const { what, ...others } = problem.description;
  return new Problem({ ...others, what: l10n.t('Step {0}: {1}', step, what) }, { cause: problem });
}

/** Rules that watch the validation need a validation split. */
function requireValidation({ stop, optimizer }: TrainingConfiguration, { splits }: Dataset): void {
  const watches =
    stop.accuracy !== null ||
    stop.patience !== null ||
    ('schedule' in optimizer && optimizer.schedule.kind === 'plateau');
  if (watches && splits.validation.size === 0) {
    throw new Problem({
      code: 'data',
      what: l10n.t(
        'A stop rule or the plateau schedule watches the validation split, which is empty.',
      ),
      remedy: l10n.t('Give the data set a validation split, or leave the rule out.'),
      entry: 'training',
    });
  }
}
