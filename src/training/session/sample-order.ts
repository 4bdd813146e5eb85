import type { Generator, GeneratorState } from '../../random/generator.js';
import { allIndices } from '../batches.js';

/** The order in which the epochs visit the training samples. */
export class SampleOrder {
  readonly #samples: number;
  readonly #shuffle: boolean;
  readonly #random: Generator;
  #before: GeneratorState;

  /**
   * @param shuffle whether each epoch has a fresh order
   * @param random the stream that the orders are drawn from; for a resumed run it continues at {@link state}
   */
  constructor(samples: number, shuffle: boolean, random: Generator) {
    this.#samples = samples;
    this.#shuffle = shuffle;
    this.#random = random;
    this.#before = random.state;
  }

  /** The stream's state from which the order of the epoch in progress can be drawn again. */
  get state(): GeneratorState {
    return this.#before;
  }

  /** The order of the epoch that begins (or is taken up again). */
  begin(): Int32Array {
    this.#before = this.#random.state;
    return this.#shuffle ? this.#random.permutation(this.#samples) : allIndices(this.#samples);
  }

  /** The epoch is over: {@link state} moves on to the next one. */
  complete(): void {
    this.#before = this.#random.state;
  }
}
