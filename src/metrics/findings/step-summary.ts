import type { BalancingConfiguration } from '../../record/balancing.js';
import type { Step } from '../../record/step.js';

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

/**
 * Goes once through a run's steps, first to last.
 *
 * @param windowed the windowed d_speed after the last step
 */
export function summarizeSteps(
  steps: Iterable<Step>,
  modalityCount: number,
  rule: SpeedRule,
  windowed: number | null,
): StepSummary {
  const rebalancing = Array.from({ length: modalityCount }, () => 0);
  let [count, afterWarmUp, judged, above, below] = [0, 0, 0, 0, 0];
  let firstNonFiniteLoss: number | null = null;
  let last: Step | null = null;
  for (const step of steps) {
    count += 1;
    last = step;
    if (!Number.isFinite(step.loss)) {
      firstNonFiniteLoss ??= step.step;
    }
    const isWarm = step.epoch > rule.warmUpEpochs;
    afterWarmUp += Number(isWarm);
    if (step.mode.kind === 'rebalancing') {
      rebalancing[step.mode.modality] += 1;
    } else if (isWarm && step.speedDifference !== null) {
      judged += 1;
      above += Number(step.speedDifference > rule.alpha);
      below += Number(step.speedDifference < -rule.alpha);
    }
  }
  return {
    count,
    epochs: last?.epoch ?? 0,
    firstNonFiniteLoss,
    rebalancing,
    rule,
    afterWarmUp,
    judged,
    above,
    below,
    speedDifference: last?.speedDifference ?? null,
    windowedSpeedDifference: windowed,
    speeds: last?.branches.map(({ speed }) => speed) ?? [],
  };
}
