import { normal } from './normal.js';

/** The random numbers of a block: what a draw of any shape is made of. */
interface Block {
  readonly normals: Float64Array;
  /** What lets a draw through: see {@link cubeOf}. */
  readonly slacks: Float64Array;
}

/**
 * Draws of gamma laws of scale 1, exact, by the method of Marsaglia and Tsang (2000): it makes a draw of a normal and a
 * uniform number, and nearly always takes the first of them, for whatever shape. So draws of many shapes are made of the same
 * numbers, which cost most (ours). Those of one shape are independent of each other, and of all that come from other blocks;
 * those of two shapes from the same block go up and down together.
 */
export class GammaSource {
  /** How many draws a block has. */
  readonly size: number;
  readonly #uniform: () => number;
  readonly #blocks: Block[] = [];

  /** @param uniform independent draws in [0, 1), of 53 bits */
  constructor(size: number, uniform: () => number) {
    this.size = size;
    this.#uniform = uniform;
  }

  /**
   * Fills `draws`, at most as many as a block has, with those of block number `block`, from 0.
   *
   * @param shape ½, of which a draw is half the square of a normal number, or 1 and more
   * @param uniform like that of the source: what the few draws that are not let through are made anew of
   * @throws RangeError for other shapes
   */
  fill(draws: Float64Array, block: number, shape: number, uniform: () => number): void {
    if (!(shape >= 1) && shape !== 0.5) {
      throw new RangeError(`The shape ${String(shape)} is neither ½ nor 1 or more.`);
    }
    if (draws.length === 0) {
      return;
    }
    const { normals, slacks } = this.#block(block);
    if (shape === 0.5) {
      for (let index = 0; index < draws.length; index += 1) {
        draws[index] = normals[index] ** 2 / 2;
      }
      return;
    }
    const center = shape - 1 / 3;
    const slope = 1 / Math.sqrt(9 * center);
    for (let index = 0; index < draws.length; index += 1) {
      let cube = cubeOf(normals[index], slacks[index], center, slope);
      while (cube === 0) {
        const x = normal(uniform);
        cube = cubeOf(x, slackOf(x, uniform()), center, slope);
      }
      draws[index] = center * cube;
    }
  }

  #block(number: number): Block {
    while (this.#blocks.length <= number) {
      const [normals, slacks] = [new Float64Array(this.size), new Float64Array(this.size)];
      for (let index = 0; index < this.size; index += 1) {
        normals[index] = normal(this.#uniform);
        slacks[index] = slackOf(normals[index], this.#uniform());
      }
      this.#blocks.push({ normals, slacks });
    }
    return this.#blocks[number];
  }
}

/** What {@link cubeOf} asks of a normal number and `chance`, a uniform one: whatever the shape, nearly always nothing. */
function slackOf(x: number, chance: number): number {
  const square = x * x;
  return chance < 1 - 0.0331 * square * square ? -Infinity : Math.log(chance) - 0.5 * square;
}

/**
 * (1 + slope·x)³, whose multiple by `center` has the gamma law of shape `center` + ⅓ where it is let through; 0 where it is
 * not.
 */
function cubeOf(x: number, slack: number, center: number, slope: number): number {
  const root = 1 + slope * x;
  if (root <= 0) {
    return 0;
  }
  const cube = root * root * root;
  return slack === -Infinity || slack < center * (1 - cube + Math.log(cube)) ? cube : 0;
}
