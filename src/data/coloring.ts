import { randomNormal } from 'd3-random';
import type { Generator } from '../random/generator.js';
import { digitClasses, digitPixels, type Digits } from './digits.js';

/**
 * One mean colour a class, each channel uniform in 0.25–1 (the range is ours): [classes, 3].
 */
export function drawPalette(random: Generator): Float32Array {
  return Float32Array.from(
    { length: digitClasses.length * 3 },
    () => 0.25 + 0.75 * random.uniform(),
  );
}

/**
 * One colour a sample, [samples, 3], each channel from a normal around its mean with `variance`, clipped to 0–1 (Kim et
 * al., CVPR 2019).
 *
 * @param choose the class whose mean colour a sample of class `label` is drawn around
 */
export function drawColors(
  labels: Int32Array,
  palette: Float32Array,
  variance: number,
  random: Generator,
  choose: (label: number) => number,
): Float32Array {
  const deviation = randomNormal.source(random.uniform)(0, Math.sqrt(variance));
  const colors = new Float32Array(labels.length * 3);
  labels.forEach((label, sample) => {
    const mean = choose(label) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      colors[sample * 3 + channel] = clip(palette[mean + channel] + deviation());
    }
  });
  return colors;
}

/**
 * The pictures with normal noise of standard deviation `noise` on every pixel (in units of full ink), clipped to 0–1:
 * [count, 28, 28] in 8 bits, as a camera would give them, so that the same picture comes in every epoch.
 */
export function addNoise({ pixels }: Digits, noise: number, random: Generator): Uint8Array {
  const deviation = randomNormal.source(random.uniform)(0, noise);
  return pixels.map((pixel) => Math.round(255 * clip(pixel / 255 + deviation())));
}

/**
 * Writes one digit, [28, 28, 3], into `target` from `offset` on: its ink (0–1) times its colour, less `shift`.
 *
 * @param colors [samples, 3]
 */
export function paint(
  { pixels }: Digits,
  colors: Float32Array,
  sample: number,
  target: Float32Array,
  offset: number,
  shift: number,
): void {
  const [red, green, blue] = colors.subarray(sample * 3, sample * 3 + 3).map((part) => part / 255);
  const start = sample * digitPixels;
  for (let pixel = 0; pixel < digitPixels; pixel += 1) {
    const ink = pixels[start + pixel];
    const position = offset + pixel * 3;
    target[position] = ink * red - shift;
    target[position + 1] = ink * green - shift;
    target[position + 2] = ink * blue - shift;
  }
}

function clip(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
