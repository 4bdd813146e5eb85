import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Modality } from '../../../src/data/dataset.js';
import { pictureOf, picturePlan, picturePoints, pictureRange } from '../../../src/data/picture.js';
import { pictureBytes, pictureLayout } from '../../../src/record/picture.js';

const counting = (length: number): Float32Array => Float32Array.from({ length }, (_, at) => at);

function drawn(shape: readonly number[], kind: Modality['kind'] = 'image') {
  const plan = picturePlan({ shape, kind });
  const length = shape.reduce((product, size) => product * size, 1);
  return { ...plan.layout, points: [...picturePoints(plan, counting(length))] };
}

describe('a picture', () => {
  it.each([
    ['a vector', [5], 'vector', 'curve', 1, [1, 5, 1]],
    ['an image in gray', [2, 3, 1], 'image', 'image', 1, [2, 3, 1]],
    ['an image in colour', [2, 3, 3], 'image', 'image', 1, [2, 3, 3]],
    ['a matrix', [2, 3], 'image', 'heat-map', 1, [2, 3, 1]],
    ['what is said to be a heat map', [2, 3, 1], 'heat-map', 'heat-map', 1, [2, 3, 1]],
  ] as const)('of %s has the values as they are', (_, shape, kind, form, tiles, points) => {
    const picture = drawn(shape, kind);
    const [height, width, channels] = points;
    expect(picture).toMatchObject({ form, tiles, height, width, channels });
    expect(picture.points).toEqual([...counting(picture.points.length)]);
  });

  it('of channels that are no colours has a tile for each', () => {
    const { tiles, channels, points } = drawn([2, 2, 2]);
    expect({ tiles, channels, points }).toEqual({
      tiles: 2,
      channels: 1,
      points: [0, 2, 4, 6, 1, 3, 5, 7],
    });
  });

  it('of frames has twelve of them, evenly spaced, the mean of their channels where those are no colours', () => {
    const { tiles, points, channels } = drawn([23, 1, 1, 2]);
    expect({ tiles, channels }).toEqual({ tiles: 12, channels: 1 });
    expect(points).toEqual(Array.from({ length: 12 }, (_, tile) => 4 * tile + 0.5));
    expect(drawn([4, 2, 2, 3])).toMatchObject({ tiles: 4, channels: 3 });
  });

  it('of a large image has means of blocks, the last ones of what is left', () => {
    const { height, width, points } = drawn([1, 129, 1]);
    expect({ height, width }).toEqual({ height: 1, width: 43 });
    expect(points.slice(0, 2)).toEqual([1, 4]);
    expect(drawn([65, 2, 1])).toMatchObject({ height: 33, width: 1 });
    expect(drawn([65, 2, 1]).points.at(-1)).toBe(128.5);
  });

  it('fits its layout, whatever the shape', () => {
    const side = fc.integer({ min: 1, max: 20 });
    const shapes = fc.array(side, { minLength: 1, maxLength: 4 });
    const kinds = fc.constantFrom<Modality['kind']>('image', 'vector', 'heat-map');
    fc.assert(
      fc.property(shapes, kinds, (shape, kind) => {
        const plan = picturePlan({ shape, kind });
        expect(pictureLayout.safeParse(plan.layout).success).toBe(true);
        const length = shape.reduce((product, size) => product * size, 1);
        const points = picturePoints(plan, counting(length));
        expect(points).toHaveLength(pictureBytes(plan.layout));
        expect(points.every((value) => value >= 0 && value < length)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [0, 0.8, { low: 0, high: 1 }],
    [0, 200, { low: 0, high: 255 }],
    [-1, 2, { low: -1, high: 2 }],
    [7.5, 7.5, { low: 0, high: 255 }],
    [-3, -3, { low: -3, high: -2 }],
    [Infinity, -Infinity, { low: 0, high: 1 }],
  ])('of values from %f to %f is drawn on the scale that they are of', (least, greatest, range) => {
    expect(pictureRange(least, greatest)).toEqual(range);
  });

  it('has 8 bits a point', () => {
    const bytes = pictureOf(Float32Array.of(-1, -0.5, 0, 1, 3), { low: -1, high: 1 });
    expect([...bytes]).toEqual([0, 64, 128, 255, 255]);
  });
});
