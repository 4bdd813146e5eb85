import type { StepColumns } from '../record/step.js';
import { conditionalSpeedOrNaN, muOrNaN } from './conditional-learning-speed.js';
import { speedDifferenceOrNaN } from './speed-difference.js';
import { WindowedSum } from './windowed-sum.js';

/** The columns of a branch that its conditional learning speed is made of. */
type BranchColumns = Pick<
  StepColumns['branches'][number],
  'branchGradient' | 'branchWeights' | 'fusionGradient' | 'fusionWeights'
>;

/**
 * A branch's conditional learning speed over the last `window` regular steps alone (ours), beside the cumulative one, which
 * the large gradients of a run's first steps dominate.
 */
export class WindowedSpeed {
  readonly #branch: WindowedSum;
  readonly #fusion: WindowedSum;
  #mus = new Float64Array(0);
  #branchSums = new Float64Array(0);
  #fusionSums = new Float64Array(0);

  /** @param window regular steps, at least 1 */
  constructor(window: number) {
    this.#branch = new WindowedSum(window);
    this.#fusion = new WindowedSum(window);
  }

  /**
   * Takes up the run's next steps.
   *
   * @param mode one code a step, 0 for a regular one; the others are left out
   * @param speeds is given s_k over the window that ends with each regular step, shorter at the start of a run; NaN where
   *   a μ in the window is undefined or a sum is zero. What it has for other steps means nothing
   */
  append(columns: BranchColumns, mode: Float64Array, speeds: Float64Array): void {
    const { length } = mode;
    if (this.#mus.length !== length) {
      [this.#mus, this.#branchSums, this.#fusionSums] = [length, length, length].map(
        (count) => new Float64Array(count),
      );
    }
    fillMus(columns.branchGradient, columns.branchWeights, this.#mus);
    this.#branch.append(this.#mus, mode, this.#branchSums);
    fillMus(columns.fusionGradient, columns.fusionWeights, this.#mus);
    this.#fusion.append(this.#mus, mode, this.#fusionSums);
    for (let index = 0; index < length; index += 1) {
      speeds[index] = conditionalSpeedOrNaN(this.#branchSums[index], this.#fusionSums[index]);
    }
  }
}

function fillMus(gradients: Float64Array, weights: Float64Array, mus: Float64Array): void {
  for (let index = 0; index < mus.length; index += 1) {
    mus[index] = muOrNaN(gradients[index], weights[index]);
  }
}

/** d_speed over the last `window` regular steps after each step of a run; a re-balancing step repeats the value before. */
export class WindowedSpeedDifference {
  /** One a branch. */
  readonly #speeds: readonly WindowedSpeed[];
  /** The speeds of the branches at one step. */
  readonly #atStep: Float64Array;
  #columns: readonly Float64Array[] = [];
  #differences = new Float64Array(0);
  #last = Number.NaN;

  /** @param window regular steps, at least 1 */
  constructor(branchCount: number, window: number) {
    this.#speeds = Array.from({ length: branchCount }, () => new WindowedSpeed(window));
    this.#atStep = new Float64Array(branchCount);
  }

  /** Takes up the run's next steps and gives one value for each, NaN where undefined; good until the next are taken up. */
  append({ mode, branches }: StepColumns): Float64Array {
    if (this.#differences.length !== mode.length) {
      this.#differences = new Float64Array(mode.length);
      this.#columns = this.#speeds.map(() => new Float64Array(mode.length));
    }
    this.#speeds.forEach((speed, k) => {
      speed.append(branches[k], mode, this.#columns[k]);
    });
    const differences = this.#differences;
    for (let index = 0; index < mode.length; index += 1) {
      if (mode[index] === 0) {
        this.#last = this.#differenceAt(index);
      }
      differences[index] = this.#last;
    }
    return differences;
  }

  #differenceAt(index: number): number {
    for (let k = 0; k < this.#atStep.length; k += 1) {
      this.#atStep[k] = this.#columns[k][index];
    }
    return speedDifferenceOrNaN(this.#atStep);
  }

  /** The value after the last step; null where undefined. */
  get last(): number | null {
    return Number.isNaN(this.#last) ? null : this.#last;
  }
}
