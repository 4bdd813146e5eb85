import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import type { Dataset } from '../data/dataset.js';
import type { Generator } from '../random/generator.js';
import { Problem } from '../record/problem.js';
import type { SplitName } from '../record/utilization.js';

/** Some samples as a network takes them. */
export interface Batch {
  /** One tensor a modality, in the network's order: [batch, …shape of a sample]. The receiver disposes them. */
  readonly inputs: readonly tf.Tensor[];
  /** One class index a sample. */
  readonly labels: Int32Array;
}

/** Reads samples of a data set as tensors, in the order of a network's modalities. */
export class BatchReader {
  readonly dataset: Dataset;
  readonly #modalities: readonly { readonly name: string; readonly shape: readonly number[] }[];

  /**
   * @param names the modalities that the network takes, in its order; the data set may have more
   * @throws Problem `data` where the data set lacks one
   */
  constructor(dataset: Dataset, names: readonly string[]) {
    this.dataset = dataset;
    this.#modalities = names.map((name) => {
      const found = dataset.modalities.find((modality) => modality.name === name);
      if (found === undefined) {
        throw new Problem({
          code: 'data',
          what: l10n.t("The data set has no modality '{0}'.", name),
          remedy: l10n.t(
            'It has {0}.',
            dataset.modalities.map((modality) => modality.name).join(', '),
          ),
        });
      }
      return found;
    });
  }

  /** The samples at `indices` of a split. */
  async read(split: SplitName, indices: Int32Array): Promise<Batch> {
    const source = this.dataset.splits[split];
    const values = await source.read(indices);
    return {
      inputs: this.#tensors(values, indices.length),
      labels: indices.map((index) => source.labels[index]),
    };
  }

  #tensors(values: ReadonlyMap<string, Float32Array>, count: number): tf.Tensor[] {
    return this.#modalities.map(({ name, shape }) => {
      const data = values.get(name);
      if (data === undefined) {
        throw new TypeError(`The data set read no values for the modality '${name}'.`);
      }
      return tf.tensor(data, [count, ...shape], 'float32');
    });
  }
}

/** `indices` in pieces of `size`, the last one as long as what is left. */
export function* pieces(indices: Int32Array, size: number): globalThis.Generator<Int32Array> {
  for (let start = 0; start < indices.length; start += size) {
    yield indices.subarray(start, start + size);
  }
}

/** 0 … `count` − 1. */
export function allIndices(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}

/** `size` of `available` samples, drawn without replacement and in ascending order; all where `size` is null. */
export function drawSubset(available: number, size: number | null, random: Generator): Int32Array {
  return size === null || size >= available
    ? allIndices(available)
    : random.permutation(available).subarray(0, size).sort();
}
