import type { NullBand } from '../record/null-band.js';

/** d_speed of a run beside the null band, at one step. */
export interface BesideNullBand {
  readonly step: number;
  readonly speedDifference: number;
  readonly low: number;
  readonly high: number;
  readonly trainings: number;
}

/**
 * d_speed of a run beside the band at the last step of the band that the run has taken; null where they share none.
 *
 * @param speedDifferenceAt d_speed of the run after a step; null where undefined, or where the run is not there yet
 */
export function besideNullBand(
  { x, low, high, trainings }: NullBand,
  speedDifferenceAt: (step: number) => number | null,
): BesideNullBand | null {
  for (let place = x.length - 1; place >= 0; place -= 1) {
    const speedDifference = speedDifferenceAt(x[place]);
    const [lowest, highest] = [low[place], high[place]];
    if (speedDifference !== null && lowest !== null && highest !== null) {
      return { step: x[place], speedDifference, low: lowest, high: highest, trainings };
    }
  }
  return null;
}
