import { Generator } from '../random/generator.js';
import type {
  ModelUtilizationEntry,
  Utilization,
  UtilizationEntry,
} from '../record/utilization.js';
import { classUtilizations } from './class-utilization.js';
import { correctnessPairs, type Correctness } from './correctness.js';
import { estimate } from './interval.js';
import { jointCells } from './joint-cells.js';
import { resample, type Resamples } from './resamples.js';
import { accuracy, points, rate } from './statistic.js';
import { utilizationDifference } from './utilization-difference.js';

/** The parts of a {@link Utilization} that follow from which predictions were right. */
export type ConditionalUtilization = Pick<
  Utilization,
  'modelAccuracy' | 'entries' | 'difference' | 'model' | 'classes'
>;

/**
 * Conditional utilization rates (paper, with the model level and the classes ours) and their intervals.
 *
 * All entries and their difference are resampled together, from the joint cells of every branch's vectors: 16 cells
 * for two modalities, those that occur for more. `difference` is d_util = u(m_1|m_0) − u(m_0|m_1) for two (paper), for
 * more the gap max − min over j of the mean over k ≠ j of U[k][j] (ours), and null for one.
 *
 * @param seed the same seed gives the same intervals, whatever else was drawn
 * @throws RangeError where the arrays differ in length
 */
export function conditionalUtilization(
  correctness: Correctness,
  seed: number,
): ConditionalUtilization {
  const pairs = correctnessPairs(correctness);
  const branchCount = correctness.intact.length;
  const cells = jointCells([
    ...correctness.intact.map((hits) => ({ hits, passes: 1 })),
    ...pairs.map(({ cutVector }) => cutVector),
  ]);
  const resamples = resample(cells, Generator.stream(seed, 'intervals/branches'));
  const places = pairs.map(({ branch, cut }, index) => ({
    branch,
    cut,
    cutVector: branchCount + index,
  }));
  return {
    ...modelUtilization(correctness, seed),
    entries: places.map(({ branch, cut, cutVector }) => ({
      branch,
      cut,
      ...entryEstimates(resamples, branch, cutVector),
    })),
    difference: utilizationDifference(
      resamples,
      places.map(({ branch, cut, cutVector }) => ({ cut, rate: rate(branch, cutVector) })),
    ),
    classes: classUtilizations(correctness, seed),
  };
}

/** The four numbers of one entry, from the vectors at two places of `resamples`. */
function entryEstimates(
  resamples: Resamples,
  intact: number,
  cut: number,
): Omit<UtilizationEntry, 'branch' | 'cut'> {
  return {
    accuracy: estimate(resamples, accuracy(intact)),
    accuracyCut: estimate(resamples, accuracy(cut)),
    points: estimate(resamples, points(intact, cut)),
    rate: estimate(resamples, rate(intact, cut)),
  };
}

function modelUtilization(
  { modelIntact, modelCut, cutPasses = 1 }: Correctness,
  seed: number,
): { modelAccuracy: Utilization['modelAccuracy']; model: ModelUtilizationEntry[] } {
  const cells = jointCells([
    { hits: modelIntact, passes: 1 },
    ...modelCut.map((hits) => ({ hits, passes: cutPasses })),
  ]);
  const resamples = resample(cells, Generator.stream(seed, 'intervals/model'));
  const modelAccuracy = estimate(resamples, accuracy(0));
  const model = modelCut.map((_, cut) => ({
    cut,
    accuracy: modelAccuracy,
    accuracyCut: estimate(resamples, accuracy(cut + 1)),
    points: estimate(resamples, points(0, cut + 1)),
  }));
  return { modelAccuracy, model };
}
