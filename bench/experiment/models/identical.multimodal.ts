import { coloredAndGrayMnist } from 'modality-lens';
import { everySplit } from './every-split.js';
import { experimentModel } from './shared.js';

/** The gray picture twice: neither modality has anything that the other lacks. */
const data = everySplit(
  'gray-twice',
  coloredAndGrayMnist(),
  (split) => ({
    ...split,
    read: async (indices) => {
      const gray = (await split.read(indices)).get('gray') ?? new Float32Array(0);
      return new Map([
        ['gray', gray],
        ['twin', gray],
      ]);
    },
  }),
  ([gray]) => [gray, { ...gray, name: 'twin' }],
);

export default experimentModel({ name: 'identical', data, modalities: ['gray', 'twin'] });
