import type { CorrectnessVector } from './joint-cells.js';

/**
 * Which of the evaluated samples each prediction got right, for M branches; one entry a sample in every array.
 *
 * With one pass an entry is 1 or 0. A cut that is drawn at random is evaluated several times: its entries count the
 * passes that were right, and its accuracy is their mean.
 */
export interface Correctness {
  /** `intact[k]`: branch k with every modality. */
  readonly intact: readonly Uint8Array[];
  /** The model (mean of the branches' logits) with every modality. */
  readonly modelIntact: Uint8Array;
  /** `cut[j][k]`: branch k with modality j cut off; null for k = j. */
  readonly cut: readonly (readonly (Uint8Array | null)[])[];
  /** `modelCut[j]`: the model without ŷ_j and with modality j cut off. */
  readonly modelCut: readonly Uint8Array[];
  /** Passes that the entries of `cut` and `modelCut` count over, 1–255; 1 by default. */
  readonly cutPasses?: number;
  /** The class of each sample. */
  readonly labels: Int32Array;
  readonly classCount: number;
}

/** One entry U[branch][cut] of the utilization matrix, with the two vectors that it compares. */
export interface CorrectnessPair {
  readonly branch: number;
  readonly cut: number;
  readonly intactVector: CorrectnessVector;
  readonly cutVector: CorrectnessVector;
}

/** Every entry with branch ≠ cut, ordered by branch, then by the modality cut off. */
export function correctnessPairs({ intact, cut, cutPasses = 1 }: Correctness): CorrectnessPair[] {
  return intact.flatMap((whole, branch) =>
    cut.flatMap((column, modality) => {
      const hits = column[branch];
      if (modality === branch || hits === null) {
        return [];
      }
      const intactVector = { hits: whole, passes: 1 };
      return [{ branch, cut: modality, intactVector, cutVector: { hits, passes: cutPasses } }];
    }),
  );
}
