import type { Generator } from '../random/generator.js';
import type { Dataset } from './dataset.js';

/**
 * `dataset` with the labels of its training split permuted (ours): as many samples of each class as before, and nothing
 * about them to learn. The other splits stay.
 */
export function withShuffledLabels(dataset: Dataset, random: Generator): Dataset {
  const { train } = dataset.splits;
  const shuffled = {
    size: train.size,
    labels: random.permutation(train.size).map((sample) => train.labels[sample]),
    read: (indices: Int32Array) => train.read(indices),
  };
  return { ...dataset, splits: { ...dataset.splits, train: shuffled } };
}
