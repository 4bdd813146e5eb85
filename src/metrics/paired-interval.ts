import jstat from 'jstat';

/** A mean over seeds with its 95 % interval; the interval is null where there are fewer than two seeds. */
export interface SeedInterval {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** How many seeds it is taken over. */
  readonly seeds: number;
}

/**
 * The mean of one value a seed with Student's t interval at 95 %: mean ± t(0.975, n − 1)·s/√n, s the sample's standard
 * deviation (ours). It says how much other seeds would move the mean, where the values scatter about normally; it holds
 * for seeds drawn independently of each other. Equal values have an interval of width zero: so few seeds showed nothing
 * of how they scatter.
 *
 * @param values finite, one a seed
 * @returns null where there are no values
 */
export function seedInterval(values: readonly number[]): SeedInterval | null {
  const seeds = values.length;
  if (seeds === 0) {
    return null;
  }
  // From the first value on, so that equal values have exactly their own mean and no scatter.
  const [origin] = values;
  const mean = origin + sum(values.map((value) => value - origin)) / seeds;
  if (seeds === 1) {
    return { mean, low: null, high: null, seeds };
  }
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (seeds - 1);
  const halfWidth = jstat.studentt.inv(0.975, seeds - 1) * Math.sqrt(variance / seeds);
  return { mean, low: mean - halfWidth, high: mean + halfWidth, seeds };
}

/**
 * The mean difference `right` − `left` over the seeds that both have, with the paired t interval at 95 % over seeds
 * (design: definitions). What a seed does to both sides alike, its data and initial weights, cancels out.
 *
 * @param left finite values by seed
 * @param right finite values by seed
 * @returns null where no seed is in both
 */
export function pairedInterval(
  left: ReadonlyMap<number, number>,
  right: ReadonlyMap<number, number>,
): SeedInterval | null {
  const differences = [...left].flatMap(([seed, value]) => {
    const other = right.get(seed);
    return other === undefined ? [] : [other - value];
  });
  return seedInterval(differences);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
