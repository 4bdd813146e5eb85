import { describe, expect, it } from 'vitest';
import { memorySplit, subset } from '../../../src/data/memory-split.js';

const column = {
  width: 2,
  write: (sample: number, target: Float32Array, offset: number) => {
    target[offset] = sample;
    target[offset + 1] = -sample;
  },
};
const split = memorySplit(Int32Array.of(3, 1, 4, 1), new Map([['depth', column]]));

describe('memorySplit', () => {
  it('gathers samples in the order asked for, any number of times', async () => {
    const samples = await split.read(Int32Array.of(3, 0, 3));
    expect(samples.get('depth')).toEqual(Float32Array.of(3, -3, 0, -0, 3, -3));
  });

  it('reads no samples as no values', async () => {
    expect((await split.read(new Int32Array(0))).get('depth')).toHaveLength(0);
  });

  it.each([-1, 4])('rejects sample %i, which it has not', async (index) => {
    await expect(split.read(Int32Array.of(0, index))).rejects.toThrow(RangeError);
  });
});

describe('subset', () => {
  it('keeps labels and samples together', async () => {
    const part = subset(split, Int32Array.of(2, 0));
    expect(part.size).toBe(2);
    expect(part.labels).toEqual(Int32Array.of(4, 3));
    expect((await part.read(Int32Array.of(1, 0))).get('depth')).toEqual(
      Float32Array.of(0, -0, 2, -2),
    );
  });

  it('rejects a sample of the whole that it has not', async () => {
    await expect(subset(split, Int32Array.of(2)).read(Int32Array.of(1))).rejects.toThrow(
      RangeError,
    );
  });
});
