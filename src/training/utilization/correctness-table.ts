import type { Correctness } from '../../metrics/correctness.js';
import { correctness, meanLogits, type HostLogits } from '../predictions.js';
import type { PassTable } from './passes.js';

/** Which samples each prediction got right, filled batch by batch. */
export class CorrectnessTable implements PassTable {
  readonly #intact: readonly Uint8Array[];
  readonly #modelIntact: Uint8Array;
  readonly #cut: readonly (readonly (Uint8Array | null)[])[];
  readonly #modelCut: readonly Uint8Array[];
  readonly #labels: Int32Array;
  readonly #classCount: number;
  readonly #cutPasses: number;

  /**
   * @param labels the class of each evaluated sample
   * @param cutPasses how often each cut is going to be added for each sample
   */
  constructor(labels: Int32Array, branchCount: number, classCount: number, cutPasses: number) {
    const row = (): Uint8Array => new Uint8Array(labels.length);
    const branches = Array.from({ length: branchCount }, (_, index) => index);
    this.#intact = branches.map(row);
    this.#modelIntact = row();
    this.#cut = branches.map((cut) => branches.map((branch) => (branch === cut ? null : row())));
    this.#modelCut = branches.map(row);
    this.#labels = labels;
    this.#classCount = classCount;
    this.#cutPasses = cutPasses;
  }

  /** Takes note of the intact predictions for the samples from `offset` on. */
  addIntact(offset: number, logits: HostLogits): void {
    logits.forEach((branch, index) => {
      if (branch !== null) {
        this.#add(this.#intact[index], offset, branch);
      }
    });
    this.#add(this.#modelIntact, offset, meanLogits(logits));
  }

  /** Takes note of the predictions with modality `cut` cut off; branch `cut`'s own are left out of everything. */
  addCut(cut: number, offset: number, logits: HostLogits): void {
    const others = logits.map((branch, index) => (index === cut ? null : branch));
    others.forEach((branch, index) => {
      const row = this.#cut[cut][index];
      if (branch !== null && row !== null) {
        this.#add(row, offset, branch);
      }
    });
    this.#add(this.#modelCut[cut], offset, meanLogits(others));
  }

  /** The table as the metrics take it. */
  get correctness(): Correctness {
    return {
      intact: this.#intact,
      modelIntact: this.#modelIntact,
      cut: this.#cut,
      modelCut: this.#modelCut,
      cutPasses: this.#cutPasses,
      labels: this.#labels,
      classCount: this.#classCount,
    };
  }

  #add(row: Uint8Array, offset: number, logits: ArrayLike<number>): void {
    const count = logits.length / this.#classCount;
    correctness(logits, this.#labels.subarray(offset, offset + count)).forEach((one, index) => {
      row[offset + index] += one;
    });
  }
}
