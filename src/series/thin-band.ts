/** A curve and the range around it, one value of each a point; null is a gap. */
export interface RangedCurve {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/**
 * A curve and its range in at most `most` points: each stands for as many neighbours, at the x of the last of them, with
 * the mean of their values and the range that theirs lie in, so that no spike is lost (ours).
 *
 * @param curve x ascending; one that has no more points is returned as it is
 * @param most at least 1
 */
export function thinBand(curve: RangedCurve, most: number): RangedCurve {
  const { x, y, low, high } = curve;
  const together = Math.ceil(x.length / most);
  if (together <= 1) {
    return curve;
  }
  const thinned = { x: [] as number[], y: [], low: [], high: [] } as {
    [Name in keyof RangedCurve]: RangedCurve[Name][number][];
  };
  for (let start = 0; start < x.length; start += together) {
    const end = Math.min(x.length, start + together);
    thinned.x.push(x[end - 1]);
    thinned.y.push(meanOf(y, start, end));
    thinned.low.push(outermost(low, start, end, 1));
    thinned.high.push(outermost(high, start, end, -1));
  }
  return thinned;
}

function meanOf(values: readonly (number | null)[], start: number, end: number): number | null {
  let [sum, count] = [0, 0];
  for (let place = start; place < end; place += 1) {
    const value = values[place];
    if (value !== null) {
      sum += value;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}

/** The least of the values, or, with `sign` −1, the greatest. */
function outermost(
  values: readonly (number | null)[],
  start: number,
  end: number,
  sign: 1 | -1,
): number | null {
  let found: number | null = null;
  for (let place = start; place < end; place += 1) {
    const value = values[place];
    if (value !== null && (found === null || sign * value < sign * found)) {
      found = value;
    }
  }
  return found;
}
