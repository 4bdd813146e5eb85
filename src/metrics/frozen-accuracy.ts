import { Generator } from '../random/generator.js';
import type { FrozenBranch } from '../record/gates.js';
import { estimate } from './interval.js';
import { jointCells } from './joint-cells.js';
import { resample } from './resamples.js';
import { accuracy, points } from './statistic.js';

/**
 * What freezing a branch's gates does to its accuracy (ours): A with the live gates, A with the constant, and their
 * difference, with intervals paired over the samples.
 *
 * @param live which samples the branch gets right, 1 or 0 each
 * @param frozen the same with its gates frozen
 * @param seed the same seed gives the same intervals
 */
export function frozenAccuracy(
  branch: number,
  live: Uint8Array,
  frozen: Uint8Array,
  seed: number,
): FrozenBranch {
  const cells = jointCells([live, frozen].map((hits) => ({ hits, passes: 1 })));
  const resamples = resample(cells, Generator.stream(seed, `intervals/frozen/${branch}`));
  return {
    branch,
    accuracy: estimate(resamples, accuracy(0)),
    accuracyFrozen: estimate(resamples, accuracy(1)),
    points: estimate(resamples, points(0, 1)),
  };
}
