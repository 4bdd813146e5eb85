import { describe, expect, it } from 'vitest';
import { digitPixels } from '../../../src/data/digits.js';
import { drawDigits } from '../../../src/data/drawn-digits.js';
import { Generator } from '../../../src/random/generator.js';

const draw = (count: number, seed = 3) => drawDigits(count, Generator.stream(seed, 'digits'));

describe('drawDigits', () => {
  it('draws as many of each digit as of any other', () => {
    const { labels } = draw(200);
    for (let digit = 0; digit < 10; digit += 1) {
      expect(labels.filter((label) => label === digit)).toHaveLength(20);
    }
  });

  it('draws the same first digits whatever their number, and others from another seed', () => {
    const few = draw(20);
    expect(draw(50).pixels.subarray(0, 20 * digitPixels)).toEqual(few.pixels);
    expect(draw(20, 4).pixels).not.toEqual(few.pixels);
  });

  it('draws no digit twice', () => {
    const { pixels } = draw(500);
    const pictures = Array.from({ length: 500 }, (_, index) =>
      Buffer.from(pixels.subarray(index * digitPixels, (index + 1) * digitPixels)).toString('hex'),
    );
    expect(new Set(pictures).size).toBe(500);
  });

  it('draws every digit in strong ink on an empty ground, as much of it as MNIST has', () => {
    const { pixels } = draw(500);
    for (let index = 0; index < 500; index += 1) {
      const picture = pixels.subarray(index * digitPixels, (index + 1) * digitPixels);
      const inked = picture.filter((value) => value > 64).length / digitPixels;
      expect(Math.max(...picture)).toBeGreaterThan(180);
      expect(inked).toBeGreaterThan(0.03);
      expect(inked).toBeLessThan(0.4);
    }
  });

  it('draws digits that keep clear of the edge, nearly always', () => {
    const { pixels } = draw(1000);
    const atEdge = pixels.filter((value, index) => {
      const [row, column] = [Math.floor((index % digitPixels) / 28), index % 28];
      return value > 64 && (row === 0 || row === 27 || column === 0 || column === 27);
    });
    expect(atEdge.length / 1000).toBeLessThan(1);
  });
});
