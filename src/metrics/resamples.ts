import { randomBinomial } from 'd3-random';
import type { Generator } from '../random/generator.js';
import type { JointCells } from './joint-cells.js';

/** How many resamples an interval takes (ours). */
export const resampleCount = 2000;

/** The accuracies that were observed, and those of every resample. */
export interface Resamples {
  readonly cells: JointCells;
  /** Accuracy of each vector, 0–1. */
  readonly observed: readonly number[];
  /** Accuracy of each vector in each resample. */
  readonly drawn: readonly (readonly number[])[];
}

/**
 * Draws multinomial resamples of the joint cells: what drawing as many samples anew, with replacement, would give, at
 * a cost that depends on the number of cells instead (paired bootstrap).
 */
export function resample(
  cells: JointCells,
  generator: Generator,
  count: number = resampleCount,
): Resamples {
  const drawCounts = multinomial(cells.counts, cells.samples, generator);
  return {
    cells,
    observed: accuracies(cells, cells.counts),
    drawn: Array.from({ length: cells.samples === 0 ? 0 : count }, () =>
      accuracies(cells, drawCounts()),
    ),
  };
}

/**
 * The accuracy of each vector where the cells hold `counts`, whole numbers or shares. Hits are summed before they are
 * divided, so that equal vectors have equal accuracies to the last bit.
 */
export function accuracies(
  { hits, passes }: Pick<JointCells, 'hits' | 'passes'>,
  counts: readonly number[],
): number[] {
  let samples = 0;
  for (const count of counts) {
    samples += count;
  }
  return hits.map((hitsOfCell, vector) => {
    let total = 0;
    for (let cell = 0; cell < counts.length; cell += 1) {
      total += counts[cell] * hitsOfCell[cell];
    }
    return total / (samples * passes[vector]);
  });
}

/** A multinomial draw as a chain of binomials, each conditional on what the cells before it took. */
function multinomial(
  expected: readonly number[],
  samples: number,
  generator: Generator,
): () => number[] {
  const binomial = randomBinomial.source(generator.uniform);
  return () => {
    let samplesLeft = samples;
    let expectedLeft = samples;
    return expected.map((count) => {
      const drawn = samplesLeft === 0 ? 0 : binomial(samplesLeft, count / expectedLeft)();
      samplesLeft -= drawn;
      expectedLeft -= count;
      return drawn;
    });
  };
}
