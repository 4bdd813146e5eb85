import type { Step } from '../record/step.js';
import { conditionalSpeed, mu, type RelativeGradient } from './conditional-learning-speed.js';
import { speedDifference } from './speed-difference.js';

/**
 * The conditional learning speeds over the last `window` regular steps alone (ours), beside the cumulative ones, which
 * the large gradients of a run's first steps dominate.
 *
 * Sums over the window are put together from a block's tail and the next block's head. A running sum from which old
 * steps were subtracted would lose the small μ of late training below the rounding of the large early ones.
 */
export class WindowedSpeed {
  readonly #window: number;
  #head: number[];
  #block: number[][] = [];
  #tails: number[][] = [];

  /** @param window regular steps, at least 1 */
  constructor(branchCount: number, window: number) {
    this.#window = window;
    this.#head = Array.from({ length: 2 * branchCount }, () => 0);
  }

  /**
   * Takes up a regular step and says s_k per branch over the window that ends with it, shorter at the start of a run;
   * null where a μ in the window is undefined or a sum is zero.
   */
  regularStep(step: readonly RelativeGradient[]): (number | null)[] {
    const values = step.flatMap(({ branch, fusion }) => [
      branch ?? Number.NaN,
      fusion ?? Number.NaN,
    ]);
    this.#block.push(values);
    this.#head = plus(this.#head, values);
    const tail = this.#tails[this.#block.length];
    const sums = tail === undefined ? this.#head : plus(this.#head, tail);
    if (this.#block.length === this.#window) {
      this.#closeBlock();
    }
    return step.map((_, k) => conditionalSpeed(sums[2 * k], sums[2 * k + 1]));
  }

  /** Turns the full block into the sums of its last steps: `tails[n]` leaves out the first n. */
  #closeBlock(): void {
    this.#tails = this.#block;
    for (let index = this.#tails.length - 2; index >= 0; index -= 1) {
      this.#tails[index] = plus(this.#tails[index], this.#tails[index + 1]);
    }
    this.#block = [];
    this.#head = this.#head.map(() => 0);
  }
}

/**
 * d_speed over the last `window` regular steps, one value for each of `steps`, which start with a run's first; a
 * re-balancing step repeats the value before it.
 */
export function windowedSpeedDifferences(steps: Iterable<Step>, window: number): (number | null)[] {
  const differences: (number | null)[] = [];
  let speed: WindowedSpeed | null = null;
  let difference: number | null = null;
  for (const { mode, branches } of steps) {
    speed ??= new WindowedSpeed(branches.length, window);
    if (mode.kind === 'regular') {
      difference = speedDifference(speed.regularStep(branches.map(relativeGradient)));
    }
    differences.push(difference);
  }
  return differences;
}

function relativeGradient(branch: Step['branches'][number]): RelativeGradient {
  return {
    branch: mu(branch.branchGradient, branch.branchWeights),
    fusion: mu(branch.fusionGradient, branch.fusionWeights),
  };
}

function plus(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, index) => value + right[index]);
}
