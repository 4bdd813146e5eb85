import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { Generator } from '../../../src/random/generator.js';
import { normal } from '../../../src/random/normal.js';
import { kolmogorovDistance } from './kolmogorov-distance.js';

const count = 400_000;
const { uniform } = Generator.stream(4, 'normal');
const draws = Float64Array.from({ length: count }, () => normal(uniform));

describe('normal draws', () => {
  it('have the standard normal law', () => {
    const distance = kolmogorovDistance(draws, (x) => jstat.normal.cdf(x, 0, 1));
    expect(distance).toBeLessThan(2.2 / Math.sqrt(count));
  });

  // 2·(1 − Φ(x)), from tables; the second lies where layers end and the tail has a law of its own.
  it.each([
    [2.5758293, 0.01],
    [3.6541529, 2.5803e-4],
    [4, 6.3342e-5],
  ])('lie beyond ±%d in so many cases: %d', (bound, share) => {
    const beyond = draws.filter((x) => Math.abs(x) > bound).length;
    expect(Math.abs(beyond - share * count)).toBeLessThan(4 * Math.sqrt(share * count));
  });

  it('are as often negative as not, and no two in a row have to do with each other', () => {
    const negative = draws.filter((x) => x < 0).length;
    expect(Math.abs(negative - count / 2)).toBeLessThan(2 * Math.sqrt(count));
    const product = draws.reduce((sum, x, index) => sum + x * (draws[index + 1] ?? 0), 0);
    expect(Math.abs(product)).toBeLessThan(4 * Math.sqrt(count));
  });

  it('are the same from the same seed', () => {
    const again = Generator.stream(4, 'normal').uniform;
    expect(Array.from({ length: 5 }, () => normal(again))).toEqual([...draws.subarray(0, 5)]);
  });
});
