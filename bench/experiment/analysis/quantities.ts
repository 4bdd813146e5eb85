import type { FindingUnit } from '../../../src/record/finding.js';
import type { SplitName } from '../../../src/record/utilization.js';
import type { Measurement, RunResult } from '../result.js';

/** One number of a run. */
export interface Quantity {
  readonly name: string;
  readonly unit: FindingUnit;
  /** Null where the run has no such number. */
  readonly of: (result: RunResult) => number | null;
}

/** The measurement of a run on `split`; undefined for a modality alone. */
export function measurementOn(
  { measurements }: RunResult,
  split: SplitName,
  recalibrated = false,
): Measurement | undefined {
  return measurements.find((each) => each.split === split && each.recalibrated === recalibrated);
}

/** Accuracy of the model's prediction on `split`, of a modality alone its own. */
export function modelAccuracy(split: SplitName, recalibrated = false): Quantity {
  return {
    name: `accuracy of the model on ${split}`,
    unit: 'accuracy',
    of: (result) => {
      const alone = recalibrated ? undefined : result.alone.find((each) => each.split === split);
      return (alone ?? measurementOn(result, split, recalibrated))?.accuracy.value ?? null;
    },
  };
}

/** Gray, then color: the branches of the conditions of the claim. */
const branches = ['gray', 'color'] as const;

/** A(f_k), A(f_k') and u of both branches, and d_util, on `split`. */
export function utilizationQuantities(split: SplitName, recalibrated = false): Quantity[] {
  const ofBranch = (
    name: string,
    unit: FindingUnit,
    quantity: keyof Measurement['branches'][number],
    branch: number,
  ): Quantity => ({
    name,
    unit,
    of: (result) =>
      measurementOn(result, split, recalibrated)?.branches[branch][quantity].value ?? null,
  });
  return [
    ...branches.map((name, k) => ofBranch(`A(f) of ${name}`, 'accuracy', 'accuracy', k)),
    ...branches.map((name, k) =>
      ofBranch(`A(f') of ${name} without ${branches[1 - k]}`, 'accuracy', 'accuracyCut', k),
    ),
    ...branches.map((name, k) => ofBranch(`u(${branches[1 - k]} \\| ${name})`, 'rate', 'rate', k)),
    {
      name: 'd_util',
      unit: 'rate',
      of: (result) => measurementOn(result, split, recalibrated)?.difference.value ?? null,
    },
  ];
}

/** Share of the steps after the warm-up that re-balanced a branch. */
export function rebalancingShare(branch: number): Quantity {
  return {
    name: `steps that boost ${branches[branch]}`,
    unit: 'share',
    of: ({ rebalancing, afterWarmUp }) => (rebalancing[branch] ?? 0) / afterWarmUp,
  };
}
