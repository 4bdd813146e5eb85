/**
 * The sum of a column's values over the last `window` regular steps (ours), shorter at the start of a run.
 *
 * It is put together from a block's tail and the next block's head. A running sum from which old steps were subtracted
 * would lose the small μ of late training below the rounding of the large early ones.
 */
export class WindowedSum {
  readonly #window: number;
  /** The values of the block that is being filled, and nothing behind them. */
  #block: Float64Array;
  /** Sums of the full block's last values: entry n leaves out the first n, the last all of them. */
  #tails: Float64Array;
  #head = 0;
  #inBlock = 0;

  /** @param window regular steps, at least 1 */
  constructor(window: number) {
    this.#window = window;
    this.#block = new Float64Array(window + 1);
    this.#tails = new Float64Array(window + 1);
  }

  /**
   * Takes up the run's next steps, column by column: a run has up to millions.
   *
   * @param values one a step
   * @param mode one code a step, 0 for a regular one; the others are left out
   * @param sums is given the sum that ends with each regular step, NaN while an undefined value is in the window; what it
   *   has for other steps stays
   */
  append(values: Float64Array, mode: Float64Array, sums: Float64Array): void {
    let block = this.#block;
    let tails = this.#tails;
    let inBlock = this.#inBlock;
    let head = this.#head;
    for (let index = 0; index < values.length; index += 1) {
      if (mode[index] === 0) {
        block[inBlock] = values[index];
        head += values[index];
        inBlock += 1;
        sums[index] = head + tails[inBlock];
        if (inBlock === this.#window) {
          addUp(block);
          [block, tails] = [tails, block];
          inBlock = 0;
          head = 0;
        }
      }
    }
    [this.#block, this.#tails] = [block, tails];
    [this.#inBlock, this.#head] = [inBlock, head];
  }
}

/** Makes of each value the sum of it and of those behind it. */
function addUp(values: Float64Array): void {
  let sum = 0;
  for (let index = values.length - 1; index >= 0; index -= 1) {
    sum += values[index];
    values[index] = sum;
  }
}
