import type { Split } from './dataset.js';

/** One modality of a split that is held in memory. */
export interface Column {
  /** How many values a sample has. */
  readonly width: number;
  /** Writes the `width` values of sample number `sample` into `target`, from `offset` on. */
  write(sample: number, target: Float32Array, offset: number): void;
}

/**
 * A split held in memory, which gathers the samples that are asked for.
 *
 * @param labels one class index a sample
 * @param columns the modalities by name, each with one row a label
 */
export function memorySplit(labels: Int32Array, columns: ReadonlyMap<string, Column>): Split {
  return {
    size: labels.length,
    labels,
    read: (indices) =>
      new Promise((resolve) => {
        requireSamples(indices, labels.length);
        resolve(
          new Map(
            Array.from(columns, ([name, column]) => [name, gather(column, indices)] as const),
          ),
        );
      }),
  };
}

/** The samples of `split` at `indices`, in that order, as a split of its own. */
export function subset(split: Split, indices: Int32Array): Split {
  return {
    size: indices.length,
    labels: indices.map((index) => split.labels[index]),
    read: async (positions) => {
      requireSamples(positions, indices.length);
      return split.read(positions.map((position) => indices[position]));
    },
  };
}

function requireSamples(indices: Int32Array, size: number): void {
  const stray = indices.find((index) => index < 0 || index >= size);
  if (stray !== undefined) {
    throw new RangeError(`Sample ${stray} of a split of ${size} was asked for.`);
  }
}

function gather(column: Column, indices: Int32Array): Float32Array {
  const values = new Float32Array(indices.length * column.width);
  indices.forEach((sample, position) => {
    column.write(sample, values, position * column.width);
  });
  return values;
}
