import type { Dataset, Split } from '../../../src/data/dataset.js';
import { below, readTensors, tensor, type ReferenceTensors } from './fixtures.js';

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
  const samples = new Map([...tensors].filter(([name]) => name !== 'labels'));
  return {
    size: labels.length,
    labels,
    read: (indices) =>
      Promise.resolve(new Map([...samples].map(([name, all]) => [name, gather(all, indices)]))),
  };
}

/** The samples at `indices`; the fixture keeps (byte − 128) / 64 as the byte. */
function gather({ shape, data }: { shape: readonly number[]; data: Float64Array }, at: Int32Array) {
  const size = data.length / shape[0];
  const values = new Float32Array(at.length * size);
  at.forEach((sample, position) => {
    const bytes = data.subarray(sample * size, (sample + 1) * size);
    values.set(
      bytes.map((byte) => (byte - 128) / 64),
      position * size,
    );
  });
  return values;
}
