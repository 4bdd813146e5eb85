import { average, greatest, least, type Values } from './over-stretch.js';

/** A curve and the range around it, one value of each a point; null is a gap. */
export interface RangedCurve {
  readonly x: readonly number[];
  readonly y: Values;
  readonly low: Values;
  readonly high: Values;
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
    thinned.y.push(average(y, start, end));
    thinned.low.push(least(low, start, end));
    thinned.high.push(greatest(high, start, end));
  }
  return thinned;
}
