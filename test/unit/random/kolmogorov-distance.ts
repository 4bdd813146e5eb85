/**
 * The greatest distance between the distribution function of what was drawn and `expected` (Kolmogorov and Smirnov); below
 * 2.2/√n for all but one in ten thousand samples of n draws that have the expected law.
 */
export function kolmogorovDistance(draws: Float64Array, expected: (x: number) => number): number {
  return draws
    .toSorted()
    .reduce(
      (distance, x, index) =>
        Math.max(
          distance,
          expected(x) - index / draws.length,
          (index + 1) / draws.length - expected(x),
        ),
      0,
    );
}
