/** How far the clocks may be apart before the wall clock is believed, milliseconds. */
const tolerance = 1000;

/**
 * A clock that tells milliseconds since the Unix epoch, finely enough for the duration of a step, and follows the
 * system's clock when that is set anew or the machine has slept.
 */
export function wallClock(): () => number {
  let offset = Date.now() - performance.now();
  return () => {
    const fine = offset + performance.now();
    const coarse = Date.now();
    if (Math.abs(fine - coarse) <= tolerance) {
      return fine;
    }
    offset = coarse - performance.now();
    return coarse;
  };
}
