import { normal } from './normal.js';

/**
 * Fills `draws` with independent draws of the gamma law of scale 1: exact, by the method of Marsaglia and Tsang (2000), a
 * normal and a uniform number for nearly every draw. Shape ½ is half the square of a normal number.
 *
 * @param shape ½, or 1 and more
 * @param uniform independent draws in [0, 1), of 53 bits
 * @throws RangeError for other shapes
 */
export function fillWithGamma(draws: Float64Array, shape: number, uniform: () => number): void {
  if (shape === 0.5) {
    for (let index = 0; index < draws.length; index += 1) {
      draws[index] = normal(uniform) ** 2 / 2;
    }
    return;
  }
  if (!(shape >= 1)) {
    throw new RangeError(`The shape ${String(shape)} is neither ½ nor 1 or more.`);
  }
  const center = shape - 1 / 3;
  const slope = 1 / Math.sqrt(9 * center);
  for (let index = 0; index < draws.length; index += 1) {
    draws[index] = center * cubeOfNormal(center, slope, uniform);
  }
}

/** A draw of (1 + slope·x)³ whose multiple by `center` has the gamma law of shape `center` + ⅓. */
function cubeOfNormal(center: number, slope: number, uniform: () => number): number {
  for (;;) {
    const x = normal(uniform);
    const root = 1 + slope * x;
    if (root > 0) {
      const cube = root * root * root;
      const square = x * x;
      const chance = uniform();
      // Nearly all draws are let through by the first test, which needs no logarithm.
      if (
        chance < 1 - 0.0331 * square * square ||
        Math.log(chance) < 0.5 * square + center * (1 - cube + Math.log(cube))
      ) {
        return cube;
      }
    }
  }
}
