/** How often an evaluation was right on each sample: 0 or 1 for one pass, 0 … `passes` for several. */
export interface CorrectnessVector {
  readonly hits: Uint8Array;
  /** Passes that `hits` counts over. */
  readonly passes: number;
}

/**
 * How often each joint outcome of several correctness vectors occurs: the sparse multinomial table that paired
 * intervals resample. Which of the outcomes a sample has is what pairs the vectors.
 */
export interface JointCells {
  readonly samples: number;
  /** Samples in each cell that occurs, the largest cell first. */
  readonly counts: readonly number[];
  /** `hits[vector][cell]`: hits of that vector on each sample of the cell. */
  readonly hits: readonly (readonly number[])[];
  /** Passes of each vector. */
  readonly passes: readonly number[];
}

/**
 * The joint cells of `vectors`, on the samples at `chosen` or on all of them.
 *
 * The cells depend on the partition of the samples alone, not on the order of the vectors: swapped modalities are
 * resampled alike, and their intervals are mirrored exactly.
 *
 * @throws RangeError where the vectors differ in length
 */
export function jointCells(
  vectors: readonly CorrectnessVector[],
  chosen: Int32Array = allSamples(vectors),
): JointCells {
  let cellOf = new Int32Array(chosen.length);
  for (const { hits } of vectors) {
    cellOf = refine(cellOf, chosen, hits);
  }
  const counts: number[] = [];
  const example: number[] = [];
  cellOf.forEach((cell, position) => {
    counts[cell] = (counts[cell] ?? 0) + 1;
    example[cell] ??= chosen[position];
  });
  const order = [...counts.keys()].sort((left, right) => counts[right] - counts[left]);
  return {
    samples: chosen.length,
    counts: order.map((cell) => counts[cell]),
    hits: vectors.map(({ hits }) => order.map((cell) => hits[example[cell]])),
    passes: vectors.map(({ passes }) => passes),
  };
}

/** Splits every cell by the value of one more vector; cells are numbered by their first sample. */
function refine(cellOf: Int32Array, chosen: Int32Array, hits: Uint8Array): Int32Array<ArrayBuffer> {
  const numbers = new Map<number, number>();
  return cellOf.map((cell, position) => {
    const key = cell * 256 + hits[chosen[position]];
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function allSamples(vectors: readonly CorrectnessVector[]): Int32Array {
  const samples = vectors[0]?.hits.length ?? 0;
  if (vectors.some(({ hits }) => hits.length !== samples)) {
    throw new RangeError('Correctness vectors of different lengths cannot be paired.');
  }
  return Int32Array.from({ length: samples }, (_, index) => index);
}
