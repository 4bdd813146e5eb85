import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { GammaSource } from '../../../src/random/gamma.js';
import { Generator } from '../../../src/random/generator.js';
import { kolmogorovDistance } from './kolmogorov-distance.js';

describe('gamma draws', () => {
  it.each([0.5, 1, 1.5, 3.5, 20.5, 700.5])('have the law of shape %d', (shape) => {
    const draws = new Float64Array(100_000);
    const { uniform } = Generator.stream(5, 'gamma');
    new GammaSource(draws.length, uniform).fill(draws, 0, shape, uniform);
    const distance = kolmogorovDistance(draws, (x) => jstat.gamma.cdf(x, shape, 1));
    expect(distance).toBeLessThan(2.2 / Math.sqrt(draws.length));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / draws.length));
    const variance = draws.reduce((sum, x) => sum + (x - shape) ** 2, 0) / draws.length;
    expect(variance / shape).toBeCloseTo(1, 1);
  });

  it.each([0, 0.7, -1, Number.NaN])('refuse a shape that they are not made for: %d', (shape) => {
    expect(() => {
      new GammaSource(1, () => 0.5).fill(new Float64Array(1), 0, shape, () => 0.5);
    }).toThrow(RangeError);
  });

  it('of any shape are made of the same numbers, in any order and as often as wanted', () => {
    const [one, other] = [0, 0].map(() => {
      const source = new GammaSource(500, Generator.stream(5, 'gamma').uniform);
      return (block: number, shape: number): Float64Array => {
        const draws = new Float64Array(500);
        source.fill(draws, block, shape, Generator.stream(6, 'gamma').uniform);
        return draws;
      };
    });
    const ordered = [one(0, 1.5), one(1, 9.5), one(2, 0.5)];
    expect([other(2, 0.5), other(1, 9.5), other(0, 1.5)].reverse()).toEqual(ordered);
    expect(one(1, 9.5)).toEqual(ordered[1]);
  });

  it('of different blocks are independent of each other, those of one block are not', () => {
    const { uniform } = Generator.stream(7, 'gamma');
    const source = new GammaSource(20_000, uniform);
    const draw = (block: number, shape: number): Float64Array => {
      const draws = new Float64Array(source.size);
      source.fill(draws, block, shape, uniform);
      return draws;
    };
    const [first, second, again] = [draw(0, 3.5), draw(1, 3.5), draw(0, 40.5)];
    expect(Math.abs(correlation(first, second))).toBeLessThan(4 / Math.sqrt(source.size));
    expect(correlation(first, again)).toBeGreaterThan(0.9);
  });
});

function correlation(left: Float64Array, right: Float64Array): number {
  const [one, other] = [left, right].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const products = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, index) => sum + value * y[index], 0);
  return products(one, other) / Math.sqrt(products(one, one) * products(other, other));
}
