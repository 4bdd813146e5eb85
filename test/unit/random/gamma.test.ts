import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { fillWithGamma } from '../../../src/random/gamma.js';
import { Generator } from '../../../src/random/generator.js';
import { kolmogorovDistance } from './kolmogorov-distance.js';

describe('gamma draws', () => {
  it.each([0.5, 1, 1.5, 3.5, 20.5, 700.5])('have the law of shape %d', (shape) => {
    const draws = new Float64Array(100_000);
    fillWithGamma(draws, shape, Generator.stream(5, 'gamma').uniform);
    const distance = kolmogorovDistance(draws, (x) => jstat.gamma.cdf(x, shape, 1));
    expect(distance).toBeLessThan(2.2 / Math.sqrt(draws.length));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / draws.length));
    const variance = draws.reduce((sum, x) => sum + (x - shape) ** 2, 0) / draws.length;
    expect(variance / shape).toBeCloseTo(1, 1);
  });

  it.each([0, 0.7, -1, Number.NaN])('refuse a shape that they are not made for: %d', (shape) => {
    expect(() => {
      fillWithGamma(new Float64Array(1), shape, () => 0.5);
    }).toThrow(RangeError);
  });
});
