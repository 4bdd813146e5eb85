import { randomNormal } from 'd3-random';
import type { Generator } from '../random/generator.js';
import { digitStrokes, type Point } from './digit-strokes.js';
import { digitClasses, digitPixels, digitSide, type Digits } from './digits.js';
import { drawPolyline, flattenStroke } from './pen.js';

/** Standard deviation of a stroke's points around their place, in heights of a digit. */
const wobble = 0.04;

/** Height of an average digit, pixels: MNIST's. */
const height = 20;

/**
 * Digits that the program draws (ours), so that a first run needs no download: one of two or three ways to write each,
 * with wobbling points, turned, sheared, scaled and shifted, with pens of any thickness. As many of each as of any other.
 *
 * The first `n` digits are the same whatever `count` is.
 */
export function drawDigits(count: number, random: Generator): Digits {
  const pixels = new Uint8Array(count * digitPixels);
  const labels = Int32Array.from({ length: count }, (_, index) => index % digitClasses.length);
  labels.forEach((label, index) => {
    drawDigit(pixels.subarray(index * digitPixels, (index + 1) * digitPixels), label, random);
  });
  return { pixels, labels };
}

function drawDigit(picture: Uint8Array, digit: number, random: Generator): void {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const wobbling = randomNormal.source(random.uniform)(0, wobble);
  const ways = digitStrokes[digit];
  const way = ways[random.integer(ways.length)];
  const place = handwriting(random);
  const radius = between(1, 1.9);
  const ink = between(0.75, 1);
  for (const { curved, points } of way) {
    const wobbled = points.map(([x, y]): Point => [x + wobbling(), y + wobbling()]);
    drawPolyline(picture, flattenStroke({ curved, points: wobbled }).map(place), radius, ink);
  }
}

/** A random affine map from the unit square of a digit to the pixels of its picture. */
function handwriting(random: Generator): (point: Point) => Point {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const normal = randomNormal.source(random.uniform);
  const turn = normal(0, 0.14)();
  const slant = normal(0.1, 0.2)();
  const width = height * between(0.5, 0.95);
  const tall = height * between(0.75, 1.1);
  const shiftX = between(-2.5, 2.5);
  const shiftY = between(-2.5, 2.5);
  const centre = (digitSide - 1) / 2;
  return ([unitX, unitY]) => {
    const y = (unitY - 0.5) * tall;
    const x = (unitX - 0.5) * width - slant * y;
    return [
      centre + shiftX + x * Math.cos(turn) - y * Math.sin(turn),
      centre + shiftY + x * Math.sin(turn) + y * Math.cos(turn),
    ];
  };
}
