import type { StepColumns } from '../record/step.js';
import { fillSpeedDifferences } from './speed-difference.js';
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
   * @param speeds is given s_k over the window that ends with each regular step, shorter at the start of a run; not finite
   *   where a μ in the window is undefined or a sum is zero. What it has for other steps means nothing
   */
  append(columns: BranchColumns, mode: Float64Array, speeds: Float64Array): void {
    const { length } = mode;
    if (this.#mus.length !== length) {
      this.#mus = new Float64Array(length);
      this.#branchSums = new Float64Array(length);
      this.#fusionSums = new Float64Array(length);
    }
    // A quotient that is not finite makes every sum that it is in such that no speed comes of it.
    fillQuotients(columns.branchGradient, columns.branchWeights, this.#mus);
    this.#branch.append(this.#mus, mode, this.#branchSums);
    fillQuotients(columns.fusionGradient, columns.fusionWeights, this.#mus);
    this.#fusion.append(this.#mus, mode, this.#fusionSums);
    fillSpeeds(this.#branchSums, this.#fusionSums, speeds);
  }
}

function fillQuotients(above: Float64Array, below: Float64Array, quotients: Float64Array): void {
  for (let index = 0; index < quotients.length; index += 1) {
    quotients[index] = above[index] / below[index];
  }
}

function fillSpeeds(branch: Float64Array, fusion: Float64Array, speeds: Float64Array): void {
  for (let index = 0; index < speeds.length; index += 1) {
    speeds[index] = Math.log10(fusion[index] / branch[index]);
  }
}

/** d_speed over the last `window` regular steps after each step of a run; a re-balancing step repeats the value before. */
export class WindowedSpeedDifference {
  /** One a branch. */
  readonly #speeds: readonly WindowedSpeed[];
  #columns: readonly Float64Array[] = [];
  #differences = new Float64Array(0);
  #last = Number.NaN;

  /** @param window regular steps, at least 1 */
  constructor(branchCount: number, window: number) {
    this.#speeds = Array.from({ length: branchCount }, () => new WindowedSpeed(window));
  }

  /** Takes up the run's next steps and gives one value for each, not finite where undefined; good until the next are taken up. */
  append({ mode, branches }: StepColumns): Float64Array {
    if (this.#differences.length !== mode.length) {
      this.#differences = new Float64Array(mode.length);
      this.#columns = this.#speeds.map(() => new Float64Array(mode.length));
    }
    this.#speeds.forEach((speed, k) => {
      speed.append(branches[k], mode, this.#columns[k]);
    });
    fillSpeedDifferences(this.#columns, this.#differences);
    this.#last = repeatBetweenRegular(this.#differences, mode, this.#last);
    return this.#differences;
  }

  /** The value after the last step; null where undefined. */
  get last(): number | null {
    return Number.isFinite(this.#last) ? this.#last : null;
  }
}

/** Puts the value of the last regular step in place of those of re-balancing ones; gives the last value. */
function repeatBetweenRegular(values: Float64Array, mode: Float64Array, before: number): number {
  let last = before;
  for (let index = 0; index < values.length; index += 1) {
    if (mode[index] === 0) {
      last = values[index];
    } else {
      values[index] = last;
    }
  }
  return last;
}
