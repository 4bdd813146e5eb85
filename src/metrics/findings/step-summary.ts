import type { BalancingConfiguration } from '../../record/balancing.js';
import type { StepColumns } from '../../record/step.js';

/** α and the warm-up that d_speed is judged by. */
export interface SpeedRule {
  readonly alpha: number;
  readonly warmUpEpochs: number;
}

/** What findings need to know of a run's training steps. */
export interface StepSummary {
  /** How many steps. */
  readonly count: number;
  /** Epochs begun. */
  readonly epochs: number;
  /** The first step whose loss is not finite; null where all are. */
  readonly firstNonFiniteLoss: number | null;
  /** How many steps re-balanced each modality. */
  readonly rebalancing: readonly number[];
  readonly rule: SpeedRule;
  /** Steps after the warm-up: all of them, and the regular ones whose d_speed is defined. */
  readonly afterWarmUp: number;
  readonly judged: number;
  /** Of the judged: with d_speed above α, and below −α. */
  readonly above: number;
  readonly below: number;
  /** d_speed after the last step: cumulative, and over the last {@link speedWindow} regular steps. */
  readonly speedDifference: number | null;
  readonly windowedSpeedDifference: number | null;
  /** s_k after the last step. */
  readonly speeds: readonly (number | null)[];
}

/** How many regular steps the windowed d_speed covers (ours). */
export const speedWindow = 100;

/** α and warm-up of a strategy; the paper's where it has none. */
export function speedRule(balancing: BalancingConfiguration): SpeedRule {
  return {
    alpha: 'alpha' in balancing ? balancing.alpha : 0.01,
    warmUpEpochs: 'warmUpEpochs' in balancing ? balancing.warmUpEpochs : 1,
  };
}

/** Goes once through the steps of a run, in any pieces, first to last. */
export class StepSummarizer {
  readonly #rule: SpeedRule;
  readonly #rebalancing: number[];
  #count = 0;
  #epochs = 0;
  #firstNonFiniteLoss: number | null = null;
  #afterWarmUp = 0;
  #judged = 0;
  #above = 0;
  #below = 0;
  #speedDifference = Number.NaN;
  #speeds: number[] = [];

  constructor(modalityCount: number, rule: SpeedRule) {
    this.#rule = rule;
    this.#rebalancing = Array.from({ length: modalityCount }, () => 0);
  }

  /** Takes up the run's next steps. */
  append({ step, epoch, mode, loss, speedDifference, branches }: StepColumns): void {
    const { alpha, warmUpEpochs } = this.#rule;
    for (let index = 0; index < step.length; index += 1) {
      if (!Number.isFinite(loss[index])) {
        this.#firstNonFiniteLoss ??= step[index];
      }
      const isWarm = epoch[index] > warmUpEpochs;
      const difference = speedDifference[index];
      this.#afterWarmUp += Number(isWarm);
      if (mode[index] > 0) {
        this.#rebalancing[mode[index] - 1] += 1;
      } else if (isWarm && Number.isFinite(difference)) {
        this.#judged += 1;
        this.#above += Number(difference > alpha);
        this.#below += Number(difference < -alpha);
      }
    }
    if (step.length > 0) {
      const last = step.length - 1;
      this.#count += step.length;
      this.#epochs = epoch[last];
      this.#speedDifference = speedDifference[last];
      this.#speeds = branches.map(({ speed }) => speed[last]);
    }
  }

  /** @param windowed the windowed d_speed after the last step */
  summary(windowed: number | null): StepSummary {
    return {
      count: this.#count,
      epochs: this.#epochs,
      firstNonFiniteLoss: this.#firstNonFiniteLoss,
      rebalancing: [...this.#rebalancing],
      rule: this.#rule,
      afterWarmUp: this.#afterWarmUp,
      judged: this.#judged,
      above: this.#above,
      below: this.#below,
      speedDifference: finite(this.#speedDifference),
      windowedSpeedDifference: windowed,
      speeds: this.#speeds.map(finite),
    };
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
