/**
 * d_speed: s_0 − s_1 for two branches (paper), max s − min s for more (ours). Null where a speed is null or NaN, and for
 * fewer than two branches.
 */
export function speedDifference(speeds: ArrayLike<number | null>): number | null {
  const difference = speedDifferenceOrNaN(
    Float64Array.from(speeds, (speed) => speed ?? Number.NaN),
  );
  return Number.isNaN(difference) ? null : difference;
}

/** {@link speedDifference} for who goes through millions of steps: NaN stands for what is undefined. */
export function speedDifferenceOrNaN(speeds: Float64Array): number {
  let [least, greatest] = [Infinity, -Infinity];
  for (const speed of speeds) {
    if (!Number.isFinite(speed)) {
      return Number.NaN;
    }
    least = speed < least ? speed : least;
    greatest = speed > greatest ? speed : greatest;
  }
  if (speeds.length < 2) {
    return Number.NaN;
  }
  return speeds.length === 2 && speeds[0] === least ? least - greatest : greatest - least;
}

/**
 * The modality to boost: argmax s_k, ties to the lowest index (ours), which for two branches is the paper's signed
 * rule: d_speed > 0 boosts 0, d_speed < 0 boosts 1. Null where d_speed is.
 */
export function boostedModality(speeds: readonly (number | null)[]): number | null {
  const defined = definedSpeeds(speeds);
  return defined === null ? null : defined.indexOf(Math.max(...defined));
}

/** The modality that {@link boostedModality} would starve: argmin s_k, ties to the lowest index (ours). */
export function leastBoostedModality(speeds: readonly (number | null)[]): number | null {
  const defined = definedSpeeds(speeds);
  return defined === null ? null : defined.indexOf(Math.min(...defined));
}

function definedSpeeds(speeds: readonly (number | null)[]): readonly number[] | null {
  const defined = speeds.filter((speed) => speed !== null);
  return defined.length >= 2 && defined.length === speeds.length && defined.every(Number.isFinite)
    ? defined
    : null;
}
