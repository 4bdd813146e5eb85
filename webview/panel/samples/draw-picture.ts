import { pictureBytes, type PictureLayout } from '../../../src/record/picture.js';

/** How much a curve is magnified: a canvas has several pixels a point, so that its line is smooth. */
const curveSize = { width: 256, height: 128, margin: 6, lineWidth: 3 };

/** Pixels between two tiles. */
const gap = 1;

/** The colours of a heat map from the lowest value to the highest: ever lighter, so that they can be told without hue. */
const heat: readonly (readonly [number, number, number])[] = [
  [10, 12, 36],
  [58, 42, 122],
  [158, 54, 120],
  [234, 112, 78],
  [252, 196, 96],
  [254, 248, 214],
];

/**
 * Draws a picture on a canvas: images and heat maps point by pixel, tiles side by side; curves from left to right.
 *
 * @param bytes of the picture alone
 * @param colour of a curve, and of what lies between tiles
 */
export function drawPicture(
  canvas: HTMLCanvasElement,
  layout: PictureLayout,
  bytes: Uint8Array,
  colour: string,
): void {
  const { tiles, height, width, form } = layout;
  const isCurve = form === 'curve';
  canvas.width = isCurve ? curveSize.width : tiles * width + (tiles - 1) * gap;
  canvas.height = isCurve ? curveSize.height : height;
  const context = canvas.getContext('2d');
  if (context === null) {
    return;
  }
  if (isCurve) {
    drawCurve(context, bytes, colour);
    return;
  }
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const bytesPerTile = pictureBytes(layout) / tiles;
  for (let tile = 0; tile < tiles; tile += 1) {
    const own = bytes.subarray(tile * bytesPerTile, (tile + 1) * bytesPerTile);
    context.putImageData(tileImage(layout, own), tile * (width + gap), 0);
  }
}

function tileImage({ form, height, width, channels }: PictureLayout, bytes: Uint8Array): ImageData {
  const image = new ImageData(width, height);
  for (let point = 0; point < height * width; point += 1) {
    const first = bytes[point * channels];
    const colour =
      form === 'heat-map'
        ? heatColour(first)
        : channels === 3
          ? [first, bytes[point * 3 + 1], bytes[point * 3 + 2]]
          : [first, first, first];
    image.data.set([...colour, 255], 4 * point);
  }
  return image;
}

function heatColour(value: number): number[] {
  const place = (value / 255) * (heat.length - 1);
  const below = Math.min(heat.length - 2, Math.floor(place));
  return heat[below].map((from, part) => from + (heat[below + 1][part] - from) * (place - below));
}

function drawCurve(context: CanvasRenderingContext2D, bytes: Uint8Array, colour: string): void {
  const { width, height, margin, lineWidth } = curveSize;
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.lineJoin = 'round';
  context.beginPath();
  bytes.forEach((value, place) => {
    const x = margin + ((width - 2 * margin) * place) / Math.max(1, bytes.length - 1);
    context.lineTo(x, height - margin - ((height - 2 * margin) * value) / 255);
  });
  context.stroke();
}
