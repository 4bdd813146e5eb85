import type { RunResult } from '../../../bench/experiment/result.js';

/** What a hand-made result is about. */
interface Given {
  readonly condition: string;
  readonly seed: number;
  /** Accuracy of the model on test, and on validation. */
  readonly accuracy?: number;
  readonly speed?: number | null;
  readonly difference?: number | null;
  readonly rebalancing?: readonly [number, number];
}

/** A run of 90 steps after warm-up with the numbers given, and everything else in the middle of its range. */
export function handMadeResult(given: Given): RunResult {
  const { condition, seed, accuracy = 0.5, speed = 0, difference = 0 } = given;
  const at = (value: number | null) => ({ value, low: value, high: value });
  const branch = { accuracy: at(0.5), accuracyCut: at(0.4), points: at(0.1), rate: at(0.2) };
  const measurement = {
    recalibrated: false,
    accuracy: at(accuracy),
    branches: [branch, branch],
    difference: at(difference),
  };
  const alone = condition.endsWith('-alone');
  return {
    ...{ condition, seed, commit: 'abc', versions: { node: '20' }, model: 'hash' },
    modalities: alone ? ['gray'] : ['gray', 'color'],
    balancing: { strategy: 'vanilla' },
    ...{ steps: 100, afterWarmUp: 90, judged: 90, above: 60, below: 10 },
    rebalancing: [...(given.rebalancing ?? [0, 0])],
    seconds: { stepping: 1, elapsed: 1, measuring: 1 },
    speed: [{ epoch: 1, cumulative: speed, windowed: speed }],
    validation: [{ epoch: 1, accuracy, branches: [accuracy, accuracy] }],
    utilization: [{ epoch: 1, difference, rates: [0.2, 0.2] }],
    measurements: alone
      ? []
      : [
          { ...measurement, split: 'validation' },
          { ...measurement, split: 'test' },
        ],
    alone: alone ? [{ split: 'test', accuracy: at(accuracy) }] : [],
  };
}
