import { Generator } from '../random/generator.js';
import type { ReferenceComparison } from '../record/reference-comparison.js';
import { accuracyEstimate } from './accuracy-estimate.js';
import { correctnessPairs, type Correctness } from './correctness.js';
import { estimate } from './interval.js';
import { jointCells } from './joint-cells.js';
import { resample } from './resamples.js';
import { points } from './statistic.js';

/**
 * Holds branch `branch`, with other modalities cut off, to a uni-modal reference on the same samples: intervals are
 * paired over the samples, as those of utilization (ours).
 *
 * @param alone for each sample 1 where the reference is right, else 0
 */
export function compareWithReference(
  correctness: Correctness,
  branch: number,
  alone: Uint8Array,
  seed: number,
): Pick<ReferenceComparison, 'branch' | 'accuracy' | 'entries'> {
  const pairs = correctnessPairs(correctness).filter((pair) => pair.branch === branch);
  return {
    branch,
    accuracy: accuracyEstimate(alone, seed),
    entries: pairs.map(({ cut, cutVector }) => {
      const cells = jointCells([{ hits: alone, passes: 1 }, cutVector]);
      const resamples = resample(
        cells,
        Generator.stream(seed, `intervals/reference/${branch}/${cut}`),
      );
      return {
        cut,
        accuracyCut: resamples.observed[1],
        shortfall: estimate(resamples, points(0, 1)),
      };
    }),
  };
}

/**
 * Whether a branch is under-trained (ours): whatever other modality is cut off, it lies below its uni-modal reference,
 * the interval clear of 0. Nothing else earns the word: u alone does not.
 */
export function isUnderTrained({ entries }: Pick<ReferenceComparison, 'entries'>): boolean {
  return entries.length > 0 && entries.every(({ shortfall: { low } }) => low !== null && low > 0);
}
