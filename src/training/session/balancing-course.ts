import { z } from 'zod';
import { createStrategy } from '../../balancing/create-strategy.js';
import type { Shown, Strategy } from '../../balancing/strategy.js';
import type { Generator } from '../../random/generator.js';
import type { BalancingConfiguration } from '../../record/balancing.js';
import { decodeMode, encodeMode, type Mode } from '../../record/mode.js';

const courseState = z.object({
  strategy: z.unknown(),
  shown: z
    .object({
      mode: z.int().nonnegative(),
      speeds: z.array(z.number().nullable()),
      warmUp: z.boolean(),
    })
    .nullable(),
});

/** The balancing of a run: the strategy in force, its state, and what the last step showed. */
export class BalancingCourse {
  readonly #modalities: readonly string[];
  readonly #fused: boolean;
  readonly #random: Generator;
  #configuration: BalancingConfiguration;
  #strategy: Strategy;
  #state: unknown;
  #shown: Shown | null = null;

  /**
   * @param modalities names, in the order of the run
   * @param fused whether the branches exchange anything; where they do not, no step is a re-balancing step
   * @param random the run's `balancing` stream
   * @throws Problem where the configuration names a modality that is not there
   */
  constructor(
    configuration: BalancingConfiguration,
    modalities: readonly string[],
    fused: boolean,
    random: Generator,
  ) {
    this.#modalities = modalities;
    this.#fused = fused;
    this.#random = random;
    this.#configuration = configuration;
    this.#strategy = this.#strategyOf(configuration);
    this.#state = this.#strategy.initial();
  }

  get configuration(): BalancingConfiguration {
    return this.#configuration;
  }

  /** Throws the Problem that {@link switchTo} would throw, without switching. */
  check(configuration: BalancingConfiguration): void {
    this.#strategyOf(configuration);
  }

  /** Another strategy from the next step on; its window begins empty. */
  switchTo(configuration: BalancingConfiguration): void {
    this.#strategy = this.#strategyOf(configuration);
    this.#configuration = configuration;
    this.#state = this.#strategy.initial();
    this.#shown = null;
  }

  /** Whether a step of `epoch` (from 1) belongs to the warm-up, which is counted from the start of the run. */
  isWarmUp(epoch: number): boolean {
    return this.#configuration.strategy !== 'vanilla' && epoch <= this.#configuration.warmUpEpochs;
  }

  /** The mode of the next step, which belongs to `epoch`. */
  next(epoch: number): Mode {
    const { mode, state } = this.#strategy.next(
      this.#state,
      this.#shown,
      this.isWarmUp(epoch),
      this.#random,
    );
    this.#state = state;
    return mode;
  }

  /** Takes note of what the step showed. */
  show(shown: Shown): void {
    this.#shown = shown;
  }

  /** All that it remembers, as JSON, for checkpoints. */
  get state(): unknown {
    const shown = this.#shown && { ...this.#shown, mode: encodeMode(this.#shown.mode) };
    return { strategy: this.#state, shown };
  }

  /** Continues from `state` read back from a checkpoint. Throws a ZodError where it is not the strategy's. */
  restore(state: unknown): void {
    const { strategy, shown } = courseState.parse(state);
    this.#state = this.#strategy.parse(strategy);
    this.#shown = shown && { ...shown, mode: decodeMode(shown.mode) };
  }

  #strategyOf(configuration: BalancingConfiguration): Strategy {
    return createStrategy(this.#fused ? configuration : { strategy: 'vanilla' }, this.#modalities);
  }
}
