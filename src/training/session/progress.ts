import { Generator, type GeneratorState } from '../../random/generator.js';
import { ConditionalLearningSpeed } from '../../metrics/conditional-learning-speed.js';
import type { MultiModalNetwork } from '../../network/multi-modal-network.js';
import type { BalancingConfiguration } from '../../record/balancing.js';
import type { Checkpoint } from '../../record/checkpoint.js';
import type { Evaluation } from '../../record/event.js';
import { plannedSteps } from '../planned-steps.js';
import type { TrainingConfiguration } from '../configuration.js';
import { createOptimizer, type Optimizer } from '../optimizers/optimizer.js';
import { constant } from '../schedules/constant.js';
import { createSchedule, type Schedule } from '../schedules/schedule.js';
import { StopRules } from '../stop-rules.js';
import { BalancingCourse } from './balancing-course.js';
import { SampleOrder } from './sample-order.js';

/** What a session's progress is made for. */
export interface ProgressOptions {
  readonly network: MultiModalNetwork;
  readonly training: TrainingConfiguration;
  readonly balancing: BalancingConfiguration;
  readonly seed: number;
  /** How many samples the training split has, and whether each epoch has a fresh order. */
  readonly samples: number;
  readonly shuffle: boolean;
  /** Further random streams whose states go into the checkpoints and come from them, by name. */
  readonly generators: ReadonlyMap<string, { state: GeneratorState }>;
  /** Where to go on from; null: from the start. */
  readonly checkpoint: Checkpoint | null;
}

/** Where a run stands: everything of a session that a checkpoint keeps, in one place. */
export class Progress {
  readonly network: MultiModalNetwork;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly stopRules: StopRules;
  readonly course: BalancingCourse;
  readonly speed: ConditionalLearningSpeed;
  readonly order: SampleOrder;
  readonly plannedSteps: number;
  /** Training steps taken. */
  step = 0;
  /** The epoch in progress, from 1, and how many of its batches are done. */
  epoch = 1;
  batchesDone = 0;
  /** Whether utilization is still to be measured before the next step. */
  measurementDue = false;
  /** The last validation. */
  validation: Evaluation | null = null;
  /** Whether the weights as they are now gave the best validation accuracy. */
  best = false;
  /** Why the run is over, null where it simply is; null: it is not. */
  finished: { readonly reason: string | null } | null = null;
  readonly #balancing: Generator;
  readonly #generators: ProgressOptions['generators'];

  constructor(options: ProgressOptions) {
    const { network, training, seed, checkpoint } = options;
    const modalities = network.specification.modalities.map(({ name }) => name);
    const stream = (label: string): Generator => {
      const state = checkpoint?.state.generators[label];
      return state === undefined ? Generator.stream(seed, label) : Generator.fromState(state);
    };
    this.#balancing = stream('balancing');
    this.network = network;
    this.plannedSteps = plannedSteps(training, options.samples);
    this.order = new SampleOrder(options.samples, options.shuffle, stream('shuffle'));
    const configuration = checkpoint?.state.balancing ?? options.balancing;
    const fused = modalities.length > 1 && network.moduleCount > 0;
    this.course = new BalancingCourse(configuration, modalities, fused, this.#balancing);
    this.speed = checkpoint
      ? new ConditionalLearningSpeed(checkpoint.state.speedSums)
      : ConditionalLearningSpeed.start(modalities.length);
    this.stopRules = new StopRules(training.stop);
    this.optimizer = createOptimizer(training.optimizer, network.parameters);
    const schedule = 'schedule' in training.optimizer ? training.optimizer.schedule : constant();
    this.schedule = createSchedule(schedule, this.optimizer.initialRate, this.plannedSteps);
    this.#generators = options.generators;
  }

  /**
   * Goes on from `checkpoint`: sets the network's weights and everything here.
   *
   * @throws Problem `weights`, or a ZodError, where the checkpoint was made for another model
   */
  async restore({ state, weights, optimizer }: Checkpoint): Promise<void> {
    this.network.importWeights(weights);
    this.network.gateSamples = state.gateSamples;
    await this.optimizer.importSlots(optimizer, state.optimizerSteps);
    this.schedule.restore(state.scheduleState);
    this.stopRules.restore(state.stopState);
    this.course.restore(state.strategyState);
    this.step = state.step;
    this.epoch = state.epoch;
    this.batchesDone = state.batchesDone;
    this.measurementDue = state.measurementDue;
    this.validation = state.validation;
    this.best = state.best;
    this.finished = state.finished;
    this.furtherStreams = new Map(Object.entries(state.generators));
  }

  /** Where the further random streams stand, by name. Those that a map set here does not name stay where they are. */
  get furtherStreams(): ReadonlyMap<string, GeneratorState> {
    return new Map([...this.#generators].map(([name, { state }]) => [name, [...state]]));
  }

  set furtherStreams(states: ReadonlyMap<string, GeneratorState>) {
    for (const [name, generator] of this.#generators) {
      generator.state = states.get(name) ?? generator.state;
    }
  }

  /** How many steps are still to be taken. */
  get remainingSteps(): number {
    return this.plannedSteps - this.step;
  }

  /** A training step was taken. */
  stepTaken(): void {
    this.step += 1;
    this.batchesDone += 1;
    this.best = false;
  }

  /**
   * Takes note of the evaluation at the end of an epoch or of the run, which may be over with it.
   *
   * @param whole whether the epoch had all of its batches
   */
  evaluated(evaluation: Evaluation | null, whole: boolean): void {
    let reason: string | null = null;
    if (evaluation !== null) {
      const verdict = this.stopRules.observe(evaluation);
      this.schedule.observe(evaluation);
      this.validation = evaluation;
      this.best = verdict.best;
      reason = verdict.reason;
    }
    if (reason !== null || this.remainingSteps === 0) {
      this.finished = { reason };
    }
    if (whole) {
      this.epoch += 1;
      this.batchesDone = 0;
      this.order.complete();
    }
  }

  /** A checkpoint of this moment; the optimizer's slots are null where the optimizer cannot give them. */
  async checkpoint(): Promise<Checkpoint & { readonly slotsKept: boolean }> {
    const slots = await this.optimizer.exportSlots();
    return {
      slotsKept: slots !== null,
      optimizer: slots ?? new Map(),
      weights: await this.network.exportWeights(),
      state: {
        schemaVersion: 1,
        step: this.step,
        epoch: this.epoch,
        batchesDone: this.batchesDone,
        measurementDue: this.measurementDue,
        generators: {
          ...Object.fromEntries(
            [...this.furtherStreams].map(([name, state]) => [name, [...state]]),
          ),
          balancing: [...this.#balancing.state],
          shuffle: [...this.order.state],
        },
        speedSums: this.speed.sums,
        balancing: this.course.configuration,
        strategyState: this.course.state,
        scheduleState: this.schedule.state,
        stopState: this.stopRules.state,
        gateSamples: this.network.gateSamples,
        optimizerSteps: { ...this.optimizer.steps },
        validation: this.validation,
        best: this.best,
        finished: this.finished,
      },
    };
  }
}
