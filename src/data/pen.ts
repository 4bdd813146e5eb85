import type { Point, Stroke } from './digit-strokes.js';
import { digitSide } from './digits.js';

/** How many straight pieces stand for the curve between two points of a stroke. */
const piecesPerPoint = 5;

/** The corners of the polyline that a stroke is drawn as. */
export function flattenStroke({ curved, points }: Stroke): Point[] {
  if (!curved) {
    return [...points];
  }
  const corners: Point[] = [points[0]];
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1];
    const to = points[index];
    const before = points[Math.max(index - 2, 0)];
    const after = points[Math.min(index + 1, points.length - 1)];
    for (let piece = 1; piece <= piecesPerPoint; piece += 1) {
      const t = piece / piecesPerPoint;
      corners.push([
        catmullRom(before[0], from[0], to[0], after[0], t),
        catmullRom(before[1], from[1], to[1], after[1], t),
      ]);
    }
  }
  return corners;
}

/** The curve of Catmull and Rom between `from` (t = 0) and `to` (t = 1), which passes through every point. */
function catmullRom(before: number, from: number, to: number, after: number, t: number): number {
  const linear = (to - before) * t;
  const square = (2 * before - 5 * from + 4 * to - after) * t * t;
  const cube = (3 * from - before - 3 * to + after) * t * t * t;
  return from + (linear + square + cube) / 2;
}

/**
 * Draws a polyline with a round pen into a 28×28 picture, anti-aliased: a pixel's ink falls off linearly over the one
 * pixel around the pen's edge. Where lines cross, the darker ink stands.
 *
 * @param picture 28×28, row-major, 0–255; written to
 * @param corners in pixels; the centre of the first pixel is (0, 0)
 * @param radius of the pen, pixels
 * @param ink of the pen at its centre, 0–1
 */
export function drawPolyline(
  picture: Uint8Array,
  corners: readonly Point[],
  radius: number,
  ink: number,
): void {
  for (let index = 1; index < corners.length; index += 1) {
    drawLine(picture, corners[index - 1], corners[index], radius, ink);
  }
}

function drawLine(
  picture: Uint8Array,
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  radius: number,
  ink: number,
): void {
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const squaredLength = alongX * alongX + alongY * alongY || 1;
  const reach = radius + 0.5;
  const last = digitSide - 1;
  const right = Math.min(Math.floor(Math.max(fromX, toX) + reach), last);
  const bottom = Math.min(Math.floor(Math.max(fromY, toY) + reach), last);
  for (let y = Math.max(Math.ceil(Math.min(fromY, toY) - reach), 0); y <= bottom; y += 1) {
    for (let x = Math.max(Math.ceil(Math.min(fromX, toX) - reach), 0); x <= right; x += 1) {
      const projection = ((x - fromX) * alongX + (y - fromY) * alongY) / squaredLength;
      const nearest = Math.min(Math.max(projection, 0), 1);
      const distance = Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
      const coverage = Math.min(Math.max(reach - distance, 0), 1);
      const pixel = y * digitSide + x;
      picture[pixel] = Math.max(picture[pixel], Math.round(255 * ink * coverage));
    }
  }
}
