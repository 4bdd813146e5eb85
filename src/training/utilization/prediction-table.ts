import type { SamplePredictions } from '../../metrics/sample-changes.js';
import { meanLogits, predictedClasses, type HostLogits } from '../predictions.js';
import type { PassTable } from './passes.js';

/** Which class each prediction gives each sample, filled batch by batch. */
export class PredictionTable implements PassTable {
  readonly predictions: SamplePredictions;
  readonly #classCount: number;

  /** @param labels the class of each evaluated sample */
  constructor(labels: Int32Array, branchCount: number, classCount: number) {
    this.#classCount = classCount;
    const row = (): Int32Array => new Int32Array(labels.length).fill(-1);
    const branches = Array.from({ length: branchCount }, (_, index) => index);
    this.predictions = {
      labels,
      intact: [...branches, branchCount].map(row),
      cut: branches.map((cut) =>
        [...branches, branchCount].map((branch) => (branch === cut ? null : row())),
      ),
    };
  }

  addIntact(offset: number, logits: HostLogits): void {
    this.#add(this.predictions.intact, offset, logits);
  }

  addCut(cut: number, offset: number, logits: HostLogits): void {
    const others = logits.map((branch, index) => (index === cut ? null : branch));
    this.#add(this.predictions.cut[cut], offset, others);
  }

  /** @param rows one a branch, and the model's last */
  #add(rows: readonly (Int32Array | null)[], offset: number, logits: HostLogits): void {
    [...logits, meanLogits(logits)].forEach((one, index) => {
      const row = rows[index];
      if (one !== null && row !== null) {
        row.set(predictedClasses(one, one.length / this.#classCount), offset);
      }
    });
  }
}
