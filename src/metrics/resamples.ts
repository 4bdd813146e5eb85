import type { Generator } from '../random/generator.js';
import { binomial } from './binomial.js';
import type { JointCells } from './joint-cells.js';

/** How many resamples an interval takes (ours). */
export const resampleCount = 2000;

/** The accuracies that were observed, and those of every resample. */
export interface Resamples {
  readonly cells: JointCells;
  /** Accuracy of each vector, 0–1. */
  readonly observed: readonly number[];
  /** Accuracies by [vector][resample]; no resamples where there are no samples. */
  readonly drawn: readonly Float64Array[];
}

/** The cells that accuracies are taken over. */
type HitCells = Pick<JointCells, 'hits' | 'passes'>;

/**
 * Draws multinomial resamples of the joint cells: what drawing as many samples anew, with replacement, would give, at
 * a cost that depends on the number of cells instead (paired bootstrap).
 */
export function resample(
  cells: JointCells,
  { uniform }: Generator,
  count: number = resampleCount,
): Resamples {
  return resamplesOf(cells, cells, count, (counts) => {
    drawMultinomials(cells.counts, cells.samples, uniform, counts);
  });
}

/**
 * Resamples of `cells`, from counts that `draw` fills in.
 *
 * @param drawn the cells that `draw` has counts for; they may have outcomes that `cells` do not show
 * @param draw fills in the counts by [cell of `drawn`][resample], whole numbers or shares
 */
export function resamplesOf(
  cells: JointCells,
  drawn: HitCells & Pick<JointCells, 'counts'>,
  count: number,
  draw: (counts: readonly Float64Array[]) => void,
): Resamples {
  const observed = accuraciesOf(
    cells,
    cells.counts.map((samples) => Float64Array.of(samples)),
  );
  const counts = drawn.counts.map(() => new Float64Array(cells.samples === 0 ? 0 : count));
  draw(counts);
  return {
    cells,
    observed: observed.map((accuracies) => accuracies[0] ?? Number.NaN),
    drawn: accuraciesOf(drawn, counts),
  };
}

/**
 * The accuracies by [vector][resample] where the cells hold `counts`, [cell][resample]. Hits are summed before they are
 * divided, so that equal vectors have equal accuracies to the last bit.
 */
function accuraciesOf({ hits, passes }: HitCells, counts: readonly Float64Array[]): Float64Array[] {
  const each = counts.map(() => 1);
  const samples = weightedSum(counts, each);
  return hits.map((hitsOfCell, vector) => {
    const accuracies = weightedSum(counts, hitsOfCell);
    for (let index = 0; index < accuracies.length; index += 1) {
      accuracies[index] /= samples[index] * passes[vector];
    }
    return accuracies;
  });
}

function weightedSum(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sums = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((column, cell) => {
    const weight = weights[cell];
    if (weight === 0) {
      return;
    }
    for (let index = 0; index < sums.length; index += 1) {
      sums[index] += weight * column[index];
    }
  });
  return sums;
}

/**
 * Multinomial draws as chains of binomials, each conditional on what the cells before it took. From the last cell on, the
 * smallest: what a draw takes grows with how far it scatters, and the first one has what is left.
 */
function drawMultinomials(
  expected: readonly number[],
  samples: number,
  uniform: () => number,
  counts: readonly Float64Array[],
): void {
  const left = new Int32Array(counts[0]?.length ?? 0).fill(samples);
  let expectedLeft = samples;
  for (let cell = counts.length - 1; cell > 0; cell -= 1) {
    const draw = binomial(expected[cell] / expectedLeft);
    const column = counts[cell];
    expectedLeft -= expected[cell];
    for (let index = 0; index < left.length; index += 1) {
      column[index] = draw(left[index], uniform());
      left[index] -= column[index];
    }
  }
  counts[0]?.set(left);
}
