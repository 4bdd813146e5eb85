import { z } from 'zod';

/** The bounds of a picture: its longest side and its tiles, and the points of a curve. */
export const pictureBounds = { side: 64, tiles: 12, points: 256 };

/**
 * How the samples of a modality are drawn: as images in gray or RGB, as heat maps (any matrix whose values are
 * quantities, as a spectrogram's), or as curves (a vector's values from left to right).
 */
export const pictureForm = z.enum(['image', 'heat-map', 'curve']);
export type PictureForm = z.infer<typeof pictureForm>;

/**
 * What a picture is made of: tiles of the same size side by side (frames, or channels that are no colours), each of
 * `height` rows of `width` points of `channels` bytes. A curve is one tile of one row.
 */
export const pictureLayout = z.object({
  form: pictureForm,
  tiles: z.int().min(1).max(pictureBounds.tiles),
  height: z.int().min(1).max(pictureBounds.side),
  width: z.int().min(1).max(pictureBounds.points),
  /** 1 for gray, 3 for RGB. */
  channels: z.union([z.literal(1), z.literal(3)]),
});
export type PictureLayout = z.infer<typeof pictureLayout>;

/** How many bytes a picture has. */
export function pictureBytes({ tiles, height, width, channels }: PictureLayout): number {
  return tiles * height * width * channels;
}
