import type { Dataset, Split } from '../../../src/data/dataset.js';
import { memorySplit, type Column } from '../../../src/data/memory-split.js';
import {
  below,
  readTensors,
  tensor,
  type ReferenceTensor,
  type ReferenceTensors,
} from './fixtures.js';

/** The reference's data set, in its order; the validation split is the test split. */
export function referenceDataset(): Dataset {
  const tensors = readTensors('data.safetensors');
  const train = split(below(tensors, 'train/'));
  const test = split(below(tensors, 'test/'));
  return {
    modalities: ['gray', 'color', 'motion'].map((name) => {
      const shape = tensor(tensors, `train/${name}`).shape.slice(1);
      return { name, shape, kind: shape.length === 1 ? 'vector' : 'image' };
    }),
    classes: ['a', 'b', 'c', 'd'],
    splits: { train, validation: test, test },
    shuffle: false,
  };
}

function split(tensors: ReferenceTensors): Split {
  const labels = Int32Array.from(tensor(tensors, 'labels').data);
  const samples = [...tensors].filter(([name]) => name !== 'labels');
  return memorySplit(labels, new Map(samples.map(([name, all]) => [name, column(all)])));
}

/** The fixture keeps (byte − 128) / 64 as the byte. */
function column({ shape, data }: ReferenceTensor): Column {
  const width = data.length / shape[0];
  const write: Column['write'] = (sample, target, offset) => {
    const bytes = data.subarray(sample * width, (sample + 1) * width);
    target.set(
      bytes.map((byte) => (byte - 128) / 64),
      offset,
    );
  };
  return { width, write };
}
