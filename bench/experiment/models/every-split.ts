import type { Dataset, DataSource, Split } from 'modality-lens';

/**
 * `source` with each of its splits changed by `change`.
 *
 * @param kind what the run's description calls it
 */
export function everySplit(
  kind: string,
  source: DataSource,
  change: (split: Split, seed: number) => Split,
  modalities: (given: Dataset['modalities']) => Dataset['modalities'] = (given) => given,
): DataSource {
  return {
    description: { kind, of: source.description },
    async load(directory, seed) {
      const dataset = await source.load(directory, seed);
      const { train, validation, test } = dataset.splits;
      return {
        ...dataset,
        modalities: modalities(dataset.modalities),
        splits: {
          train: change(train, seed),
          validation: change(validation, seed),
          test: change(test, seed),
        },
      };
    },
  };
}
