import type { Correctness } from '../../../src/metrics/correctness.js';

/** What two branches were right on: 0 or 1 a sample. */
export interface TwoBranches {
  readonly intact: readonly [Uint8Array, Uint8Array];
  /** Of each branch with the other modality cut off. */
  readonly cut: readonly [Uint8Array, Uint8Array];
  readonly labels?: Int32Array;
  readonly classCount?: number;
}

/** The correctness of two branches; the model is as right as the first, and as the other one where that is cut off. */
export function twoBranches({ intact, cut, labels, classCount = 1 }: TwoBranches): Correctness {
  return {
    intact,
    modelIntact: intact[0],
    cut: [
      [null, cut[1]],
      [cut[0], null],
    ],
    modelCut: [cut[1], cut[0]],
    labels: labels ?? new Int32Array(intact[0].length),
    classCount,
  };
}
