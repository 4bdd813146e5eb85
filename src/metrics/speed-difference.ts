/**
 * d_speed: s_0 − s_1 for two branches (paper), max s − min s for more (ours). Null where a speed is null or NaN, and for
 * fewer than two branches.
 */
export function speedDifference(speeds: readonly (number | null)[]): number | null {
  const defined = definedSpeeds(speeds);
  if (defined === null) {
    return null;
  }
  return defined.length === 2
    ? defined[0] - defined[1]
    : Math.max(...defined) - Math.min(...defined);
}

/**
 * {@link speedDifference} of many steps at once: a run has up to millions.
 *
 * @param speeds one column a branch, one value a step; not finite where undefined
 * @param differences is given one value a step; not finite where undefined
 */
export function fillSpeedDifferences(
  speeds: readonly Float64Array[],
  differences: Float64Array,
): void {
  if (speeds.length < 2) {
    differences.fill(Number.NaN);
    return;
  }
  const [first, second] = speeds;
  if (speeds.length === 2) {
    for (let index = 0; index < differences.length; index += 1) {
      differences[index] = first[index] - second[index];
    }
    return;
  }
  for (let index = 0; index < differences.length; index += 1) {
    let least = first[index];
    let greatest = least;
    for (let k = 1; k < speeds.length; k += 1) {
      // Of NaN and anything else both are NaN.
      least = Math.min(least, speeds[k][index]);
      greatest = Math.max(greatest, speeds[k][index]);
    }
    differences[index] = greatest - least;
  }
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
