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
  /** What d_speed is judged by now. */
  readonly rule: SpeedRule;
  /** Every α that steps were judged by, in the order in which they came into force. */
  readonly alphas: readonly number[];
  /** Steps after the warm-up: all of them, and the regular ones whose d_speed is defined. */
  readonly afterWarmUp: number;
  readonly judged: number;
  /** Of the judged: with d_speed above the α that was in force, and below −α. */
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

/** How many of the last judged steps can be judged anew: a switch may become known after the steps that follow it. */
const mostRecent = 4096;

/** Goes once through the steps of a run, in any pieces, first to last. */
export class StepSummarizer {
  /** The α that came into force after so many steps, in their order; the first after none. */
  readonly #alphas: { readonly from: number; readonly alpha: number }[];
  /** Place in {@link #alphas} of that in force for the last step that was judged. */
  #place = 0;
  readonly #warmUpEpochs: number;
  readonly #rebalancing: number[];
  /** The last judged steps, with their d_speed and the α that each was judged by, in the order of {@link #judged}. */
  readonly #recent = {
    steps: new Float64Array(mostRecent),
    differences: new Float64Array(mostRecent),
    alphas: new Float64Array(mostRecent),
  };
  #count = 0;
  #epochs = 0;
  #firstNonFiniteLoss: number | null = null;
  #afterWarmUp = 0;
  #judged = 0;
  #above = 0;
  #below = 0;
  #speedDifference = Number.NaN;
  #speeds: number[] = [];

  /** @param rule what d_speed is judged by until another comes into force; its warm-up is the run's */
  constructor(modalityCount: number, { alpha, warmUpEpochs }: SpeedRule) {
    this.#alphas = [{ from: 0, alpha }];
    this.#warmUpEpochs = warmUpEpochs;
    this.#rebalancing = Array.from({ length: modalityCount }, () => 0);
  }

  /** Judges the steps after the first `from` by another α, also those that were taken up already. */
  switchAlpha(from: number, alpha: number): void {
    this.#alphas.push({ from, alpha });
    const { steps, differences, alphas } = this.#recent;
    for (let place = 0; place < Math.min(this.#judged, mostRecent); place += 1) {
      if (steps[place] > from) {
        this.#tally(differences[place], alphas[place], -1);
        this.#tally(differences[place], alpha, 1);
        alphas[place] = alpha;
      }
    }
  }

  /** Takes up the run's next steps. */
  append({ step, epoch, mode, loss, speedDifference, branches }: StepColumns): void {
    const warmUp = this.#warmUpEpochs;
    let warm = 0;
    for (let index = 0; index < step.length; index += 1) {
      if (this.#firstNonFiniteLoss === null && !Number.isFinite(loss[index])) {
        this.#firstNonFiniteLoss = step[index];
      }
      const isWarm = epoch[index] > warmUp;
      if (isWarm) {
        warm += 1;
      }
      if (mode[index] > 0) {
        this.#rebalancing[mode[index] - 1] += 1;
      } else if (isWarm && Number.isFinite(speedDifference[index])) {
        this.#judge(step, speedDifference, index);
      }
    }
    this.#afterWarmUp += warm;
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
      rule: {
        alpha: this.#alphas[this.#alphas.length - 1].alpha,
        warmUpEpochs: this.#warmUpEpochs,
      },
      alphas: this.#alphas
        .map(({ alpha }) => alpha)
        .filter((alpha, place, all) => alpha !== all[place - 1]),
      afterWarmUp: this.#afterWarmUp,
      judged: this.#judged,
      above: this.#above,
      below: this.#below,
      speedDifference: finite(this.#speedDifference),
      windowedSpeedDifference: windowed,
      speeds: this.#speeds.map(finite),
    };
  }

  /** Judges the step at `index` of a piece: given its columns, for a number that is given is one more object. */
  #judge(step: Float64Array, speedDifference: Float64Array, index: number): void {
    while (
      this.#place + 1 < this.#alphas.length &&
      this.#alphas[this.#place + 1].from < step[index]
    ) {
      this.#place += 1;
    }
    const { alpha } = this.#alphas[this.#place];
    const { steps, differences, alphas } = this.#recent;
    const place = this.#judged % mostRecent;
    steps[place] = step[index];
    differences[place] = speedDifference[index];
    alphas[place] = alpha;
    this.#judged += 1;
    if (speedDifference[index] > alpha) {
      this.#above += 1;
    } else if (speedDifference[index] < -alpha) {
      this.#below += 1;
    }
  }

  #tally(difference: number, alpha: number, change: 1 | -1): void {
    this.#above += change * Number(difference > alpha);
    this.#below += change * Number(difference < -alpha);
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
