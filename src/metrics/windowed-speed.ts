import type { StepColumns } from '../record/step.js';
import { conditionalSpeed, mu } from './conditional-learning-speed.js';
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
  /** Values a step: μ(θ_k) and μ(θ_k') for each branch. */
  readonly #width: number;
  readonly #head: Float64Array;
  #block: Float64Array;
  /** Sums of the full block's last steps: entry n leaves out the first n, the last all of them. */
  #tails: Float64Array;
  #inBlock = 0;
  readonly #speeds: Float64Array;

  /** @param window regular steps, at least 1 */
  constructor(branchCount: number, window: number) {
    this.#window = window;
    this.#width = 2 * branchCount;
    this.#head = new Float64Array(this.#width);
    this.#block = new Float64Array((window + 1) * this.#width);
    this.#tails = new Float64Array((window + 1) * this.#width);
    this.#speeds = new Float64Array(branchCount);
  }

  /**
   * Takes up a regular step and says s_k per branch over the window that ends with it, shorter at the start of a run; NaN
   * where a μ in the window is undefined or a sum is zero.
   *
   * @param mus μ(θ_k) and μ(θ_k') for each branch in turn; NaN where undefined
   * @returns good until the next step
   */
  regularStep(mus: ArrayLike<number>): Float64Array {
    const width = this.#width;
    const head = this.#head;
    const block = this.#block;
    const place = this.#inBlock * width;
    for (let index = 0; index < width; index += 1) {
      block[place + index] = mus[index];
      head[index] += mus[index];
    }
    this.#inBlock += 1;
    for (let k = 0; k < width / 2; k += 1) {
      const speed = conditionalSpeed(this.#sum(2 * k), this.#sum(2 * k + 1));
      this.#speeds[k] = speed ?? Number.NaN;
    }
    if (this.#inBlock === this.#window) {
      this.#closeBlock();
    }
    return this.#speeds;
  }

  #sum(index: number): number {
    // The tails end with a sum of nothing, as they are before the first block is full.
    return this.#head[index] + this.#tails[this.#inBlock * this.#width + index];
  }

  #closeBlock(): void {
    for (let index = this.#block.length - this.#width - 1; index >= 0; index -= 1) {
      this.#block[index] += this.#block[index + this.#width];
    }
    [this.#block, this.#tails] = [this.#tails, this.#block];
    this.#inBlock = 0;
    this.#head.fill(0);
  }
}

/** d_speed over the last `window` regular steps after each step of a run; a re-balancing step repeats the value before. */
export class WindowedSpeedDifference {
  readonly #speed: WindowedSpeed;
  readonly #mus: Float64Array;
  #differences = new Float64Array(0);
  #last = Number.NaN;

  /** @param window regular steps, at least 1 */
  constructor(branchCount: number, window: number) {
    this.#speed = new WindowedSpeed(branchCount, window);
    this.#mus = new Float64Array(2 * branchCount);
  }

  /** Takes up the run's next steps and gives one value for each, NaN where undefined; good until the next are taken up. */
  append(steps: StepColumns): Float64Array {
    const { mode } = steps;
    if (this.#differences.length !== mode.length) {
      this.#differences = new Float64Array(mode.length);
    }
    const differences = this.#differences;
    for (let index = 0; index < mode.length; index += 1) {
      if (mode[index] === 0) {
        this.#last = this.#regularStep(steps, index);
      }
      differences[index] = this.#last;
    }
    return differences;
  }

  #regularStep({ branches }: StepColumns, index: number): number {
    for (let k = 0; k < branches.length; k += 1) {
      const branch = branches[k];
      const own = mu(branch.branchGradient[index], branch.branchWeights[index]);
      const fusion = mu(branch.fusionGradient[index], branch.fusionWeights[index]);
      this.#mus[2 * k] = own ?? Number.NaN;
      this.#mus[2 * k + 1] = fusion ?? Number.NaN;
    }
    return speedDifference(this.#speed.regularStep(this.#mus)) ?? Number.NaN;
  }

  /** The value after the last step; null where undefined. */
  get last(): number | null {
    return Number.isNaN(this.#last) ? null : this.#last;
  }
}
