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
  generator: Generator,
  count: number = resampleCount,
): Resamples {
  return resamplesOf(cells, cells, count, (counts) => {
    drawMultinomial(cells.counts, cells.samples, generator, counts);
  });
}

/**
 * Resamples of `cells`, each from counts that `draw` fills in.
 *
 * @param drawn the cells that `draw` has counts for; they may have outcomes that `cells` do not show
 * @param draw fills in one count a cell of `drawn`, whole numbers or shares
 */
export function resamplesOf(
  cells: JointCells,
  drawn: HitCells & Pick<JointCells, 'counts'>,
  count: number,
  draw: (counts: Float64Array) => void,
): Resamples {
  const resamples = cells.samples === 0 ? 0 : count;
  const columns = cells.hits.map(() => new Float64Array(resamples));
  const counts = new Float64Array(drawn.counts.length);
  for (let index = 0; index < resamples; index += 1) {
    draw(counts);
    columns.forEach((column, vector) => {
      column[index] = accuracyOf(drawn, vector, counts);
    });
  }
  const observed = cells.hits.map((_, vector) => accuracyOf(cells, vector, cells.counts));
  return { cells, observed, drawn: columns };
}

/**
 * The accuracy of a vector where the cells hold `counts`. Hits are summed before they are divided, so that equal vectors
 * have equal accuracies to the last bit.
 */
function accuracyOf({ hits, passes }: HitCells, vector: number, counts: ArrayLike<number>): number {
  const hitsOfCell = hits[vector];
  let [samples, total] = [0, 0];
  for (let cell = 0; cell < counts.length; cell += 1) {
    samples += counts[cell];
    total += counts[cell] * hitsOfCell[cell];
  }
  return total / (samples * passes[vector]);
}

/** A multinomial draw as a chain of binomials, each conditional on what the cells before it took. */
function drawMultinomial(
  expected: readonly number[],
  samples: number,
  { uniform }: Generator,
  counts: Float64Array,
): void {
  let [samplesLeft, expectedLeft] = [samples, samples];
  for (let cell = 0; cell < expected.length; cell += 1) {
    counts[cell] = binomial(samplesLeft, expected[cell] / expectedLeft, uniform());
    samplesLeft -= counts[cell];
    expectedLeft -= expected[cell];
  }
}
