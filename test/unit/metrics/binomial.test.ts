import { describe, expect, it } from 'vitest';
import { binomial } from '../../../src/metrics/binomial.js';
import { Generator } from '../../../src/random/generator.js';

/** The binomial probabilities of 0 … `trials` successes, by Pascal's rule. */
function probabilities(trials: number, probability: number): number[] {
  let row = [1];
  for (let trial = 0; trial < trials; trial += 1) {
    row = Array.from(
      { length: row.length + 1 },
      (_, count) => (row[count] ?? 0) * (1 - probability) + (row[count - 1] ?? 0) * probability,
    );
  }
  return row;
}

describe('binomial draws', () => {
  it.each([
    [12, 0.3],
    [200, 0.02],
    [200, 0.97],
    [1024, 0.5],
  ])('have the law of %d trials with probability %d', (trials, probability) => {
    const draws = 100_000;
    const { uniform } = Generator.stream(3, 'binomial');
    const counts = new Float64Array(trials + 1);
    for (let draw = 0; draw < draws; draw += 1) {
      counts[binomial(probability)(trials, uniform())] += 1;
    }
    // The greatest distance between the distribution functions (Kolmogorov and Smirnov), at one in ten thousand.
    let [seen, expected, distance] = [0, 0, 0];
    probabilities(trials, probability).forEach((share, count) => {
      seen += counts[count] / draws;
      expected += share;
      distance = Math.max(distance, Math.abs(seen - expected));
    });
    expect(distance).toBeLessThan(2.2 / Math.sqrt(draws));
  });

  it('are certain where the probability is, and within range at the ends of the unit interval', () => {
    expect(binomial(0)(9, 0.5)).toBe(0);
    expect(binomial(1)(9, 0.5)).toBe(9);
    expect(binomial(0.5)(0, 0.5)).toBe(0);
    for (const uniform of [0, 1 - 2 ** -53]) {
      const count = binomial(0.4)(60_000, uniform);
      expect(count).toBeGreaterThanOrEqual(0);
      expect(count).toBeLessThanOrEqual(60_000);
    }
  });
});
