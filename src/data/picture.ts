import {
  pictureBounds,
  pictureBytes,
  type PictureForm,
  type PictureLayout,
} from '../record/picture.js';
import type { Modality } from './dataset.js';

/** How one sample's values are read for its picture: [frames, rows, columns, channels]. */
interface Axes {
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** How the samples of a modality are drawn, and the steps from its values to its points. */
export interface PicturePlan {
  readonly layout: PictureLayout;
  readonly axes: Axes;
  /** How many values of a side one point is the mean of, at most. */
  readonly reduction: number;
  /** Which frame, or which channel where the channels are no colours, each tile shows. */
  readonly tiles: readonly number[];
}

/**
 * How the samples of a modality are drawn (ours). What the data set says it is decides, and its shape:
 *
 * - [features], a vector: a curve.
 * - [rows, columns], and what the data set says is a heat map: a heat map, one a channel.
 * - [rows, columns, 1 or 3]: an image in gray, or RGB.
 * - [rows, columns, other channels]: an image in gray a channel.
 * - [frames, …, rows, columns, channels]: one picture a frame, in gray unless it has three channels (else of their mean).
 *
 * Of more than 12 channels or frames 12 are shown, evenly spaced. Where a side is longer than 64 points (a curve than
 * 256), a point is the mean of a block of values.
 */
export function picturePlan({ shape, kind }: Pick<Modality, 'shape' | 'kind'>): PicturePlan {
  if (shape.length === 1) {
    return curvePlan(shape[0]);
  }
  const form: PictureForm = kind === 'heat-map' || shape.length === 2 ? 'heat-map' : 'image';
  const [rows = 1, columns = 1, channels = 1] =
    shape.length === 2 ? [...shape, 1] : shape.slice(-3);
  const frames = shape.slice(0, -3).reduce((product, size) => product * size, 1);
  const isColour = form === 'image' && channels === 3;
  const axes = { frames, rows, columns, channels };
  const parts = frames > 1 ? frames : isColour ? 1 : channels;
  const tiles = evenly(parts, pictureBounds.tiles);
  const reduction = Math.ceil(Math.max(rows, columns) / pictureBounds.side);
  const layout = {
    form,
    tiles: tiles.length,
    height: Math.ceil(rows / reduction),
    width: Math.ceil(columns / reduction),
    channels: isColour ? (3 as const) : (1 as const),
  };
  return { layout, axes, reduction, tiles };
}

function curvePlan(features: number): PicturePlan {
  const reduction = Math.ceil(features / pictureBounds.points);
  const width = Math.ceil(features / reduction);
  return {
    layout: { form: 'curve', tiles: 1, height: 1, width, channels: 1 },
    axes: { frames: 1, rows: 1, columns: features, channels: 1 },
    reduction,
    tiles: [0],
  };
}

/** `most` of 0 … `count` − 1, evenly spaced; all where there are fewer. */
function evenly(count: number, most: number): number[] {
  const shown = Math.min(count, most);
  return Array.from({ length: shown }, (_, index) =>
    shown === 1 ? 0 : Math.round((index * (count - 1)) / (shown - 1)),
  );
}

/**
 * The points of one sample's picture, in the layout's order.
 *
 * @param values the sample's values, row-major
 */
export function picturePoints(
  { layout, axes, reduction, tiles }: PicturePlan,
  values: Float32Array,
): Float32Array {
  const points = new Float32Array(pictureBytes(layout));
  let place = 0;
  for (const tile of tiles) {
    for (let row = 0; row < layout.height; row += 1) {
      for (let column = 0; column < layout.width; column += 1) {
        for (let channel = 0; channel < layout.channels; channel += 1) {
          const block = { row: row * reduction, column: column * reduction, reduction };
          points[place] = blockMean(values, axes, block, channelsOf(layout, axes, tile, channel));
          place += 1;
        }
      }
    }
  }
  return points;
}

/** Which frame and which channels a point of a tile is the mean of. */
function channelsOf(
  layout: PictureLayout,
  { frames, channels }: Axes,
  tile: number,
  channel: number,
): { readonly frame: number; readonly first: number; readonly last: number } {
  if (layout.channels === 3) {
    return { frame: tile, first: channel, last: channel };
  }
  return frames > 1
    ? { frame: tile, first: 0, last: channels - 1 }
    : { frame: 0, first: tile, last: tile };
}

function blockMean(
  values: Float32Array,
  { rows, columns, channels }: Axes,
  block: { readonly row: number; readonly column: number; readonly reduction: number },
  of: { readonly frame: number; readonly first: number; readonly last: number },
): number {
  let [sum, count] = [0, 0];
  const [lastRow, lastColumn] = [
    Math.min(rows, block.row + block.reduction),
    Math.min(columns, block.column + block.reduction),
  ];
  for (let row = block.row; row < lastRow; row += 1) {
    for (let column = block.column; column < lastColumn; column += 1) {
      const start = ((of.frame * rows + row) * columns + column) * channels;
      for (let channel = of.first; channel <= of.last; channel += 1) {
        sum += values[start + channel];
        count += 1;
      }
    }
  }
  return sum / count;
}

/** The range of values that a modality's pictures show, from the least and the greatest point of all of them. */
export interface PictureRange {
  readonly low: number;
  readonly high: number;
}

/**
 * What the bytes 0 and 255 stand for: 0 and 1 where all points lie between them, as intensities do; 0 and 255 where all
 * lie between those; else the least and the greatest point.
 */
export function pictureRange(least: number, greatest: number): PictureRange {
  if (!(least <= greatest)) {
    return { low: 0, high: 1 };
  }
  if (least >= 0 && greatest <= 1) {
    return { low: 0, high: 1 };
  }
  if (least >= 0 && greatest <= 255) {
    return { low: 0, high: 255 };
  }
  return least === greatest ? { low: least, high: least + 1 } : { low: least, high: greatest };
}

/** The points as bytes: `low` becomes 0 and `high` 255. */
export function pictureOf(points: Float32Array, { low, high }: PictureRange): Uint8Array {
  return Uint8Array.from(points, (value) => {
    const share = (value - low) / (high - low);
    return Math.round(255 * Math.min(1, Math.max(0, share)));
  });
}
