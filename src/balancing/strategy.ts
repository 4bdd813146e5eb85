import type { Generator } from '../random/generator.js';
import type { Mode } from '../record/mode.js';

/** What a strategy is shown after each training step. */
export interface Shown {
  /** The mode of the step that was just taken. */
  readonly mode: Mode;
  /** s_k per branch, up to and including that step; null where undefined. */
  readonly speeds: readonly (number | null)[];
  /** Whether that step belonged to the warm-up. */
  readonly warmUp: boolean;
}

/**
 * A rule that chooses each step's mode. Pure: all it remembers is `State`, plain JSON that goes into checkpoints, and
 * all its randomness is the run's `balancing` stream.
 */
export interface Strategy<State = unknown> {
  /** The state before the first step of a run, and after a switch to this strategy (the window is cleared). */
  initial(): State;
  /**
   * The mode of the next step and the state after choosing it.
   *
   * @param shown what the previous step showed; null before the first step and after a switch of strategy
   * @param warmUp whether the next step still belongs to the warm-up (then the mode is regular)
   */
  next(
    state: State,
    shown: Shown | null,
    warmUp: boolean,
    random: Generator,
  ): { readonly mode: Mode; readonly state: State };
  /** `state` read back from a checkpoint, validated. Throws a ZodError where it is not this strategy's. */
  parse(state: unknown): State;
}
