import { multiplyRows } from './multiply-rows';

/**
 * Copies a window of each image, [images, height, width, channels], into an image of its own with zeros around it.
 *
 * @param source address of the window's first value in the first image
 * @param imageStride from an image to the next, bytes
 * @param rowStride from a row to the next, bytes
 * @param rowLength length of the window's rows, bytes
 * @param left zeros before each row, bytes
 * @param right zeros after each row, bytes
 * @param top rows of zeros above the window
 * @param bottom rows of zeros below it
 * @param gate what the values are multiplied with, [images, channels]; 0 for nothing
 * @param channels how many values a pixel has; of no matter without a gate
 */
export function pad(
  source: usize,
  target: usize,
  images: i32,
  imageStride: usize,
  height: i32,
  rowStride: usize,
  rowLength: usize,
  left: usize,
  right: usize,
  top: i32,
  bottom: i32,
  gate: usize,
  channels: i32,
): void {
  const paddedRow = left + rowLength + right;
  const pixel = (channels as usize) << 2;
  for (let image = 0; image < images; image++) {
    memory.fill(target, 0, paddedRow * (top as usize));
    target += paddedRow * (top as usize);
    let row = source;
    for (let y = 0; y < height; y++) {
      memory.fill(target, 0, left);
      if (gate === 0) {
        memory.copy(target + left, row, rowLength);
      } else {
        multiplyRows(row, (rowLength / pixel) as i32, pixel, gate, target + left);
      }
      memory.fill(target + left + rowLength, 0, right);
      target += paddedRow;
      row += rowStride;
    }
    memory.fill(target, 0, paddedRow * (bottom as usize));
    target += paddedRow * (bottom as usize);
    source += imageStride;
    gate += gate === 0 ? 0 : pixel;
  }
}
