import { pad } from './pad';
import { Sliding } from './sliding';

/**
 * Which part of an input, [batch, inHeight, inWidth, inChannels], each pixel of an output sees, and the bands in which the
 * output is gone through: some rows of some images each.
 *
 * Lies in memory as 32-bit integers in this order; strides of the output count bytes.
 */
@unmanaged
export class Window {
  input: usize;
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  /** Rows of zeros above the input; rows that no pixel sees where negative. */
  top: i32;
  /** Columns of zeros before the input; columns that no pixel sees where negative. */
  left: i32;
  outHeight: i32;
  outWidth: i32;
  outImageStride: i32;
  outRowStride: i32;
  outPixelStride: i32;
  outChannels: i32;
  /** Images that a band has; one, where a band is less than an image. */
  bandImages: i32;
  /** Rows of the output that a band has; all, where it has several images. */
  bandRows: i32;
  /** What the input is multiplied with before it is seen, channel by channel of each image, [batch, inChannels]; 0 for nothing. */
  gate: usize;
}

/**
 * Copies what band `index` sees, gated and with its padding, to `padded`, and describes in `sliding` how its pixels see that.
 *
 * @returns where the band's first pixel lies, bytes from the output's first
 */
export function seeBand(window: Window, index: i32, sliding: Sliding, padded: usize): usize {
  const bandsAnImage = (window.outHeight + window.bandRows - 1) / window.bandRows;
  const firstImage = (index / bandsAnImage) * window.bandImages;
  const firstRow = (index % bandsAnImage) * window.bandRows;
  const images = min(window.bandImages, window.batch - firstImage);
  const rows = min(window.bandRows, window.outHeight - firstRow);
  const seenRows = (rows - 1) * window.strideHeight + window.filterHeight;
  const seenWidth = (window.outWidth - 1) * window.strideWidth + window.filterWidth;
  const pixel = window.inChannels << 2;
  copyPadded(window, padded, images, firstImage, firstRow, seenRows, seenWidth);
  sliding.images = images;
  sliding.outHeight = rows;
  sliding.outWidth = window.outWidth;
  sliding.imageStride = seenRows * seenWidth * pixel;
  sliding.rowStep = window.strideHeight * seenWidth * pixel;
  sliding.pixelStep = window.strideWidth * pixel;
  sliding.tapRowStride = seenWidth * pixel;
  sliding.tapRows = window.filterHeight;
  sliding.run = window.filterWidth * window.inChannels;
  sliding.outImageStride = window.outImageStride;
  sliding.outRowStride = window.outRowStride;
  sliding.outPixelStride = window.outPixelStride;
  sliding.outChannels = window.outChannels;
  sliding.firstRow = firstRow * window.strideHeight - window.top;
  sliding.pixel = pixel;
  return (firstImage * window.outImageStride + firstRow * window.outRowStride) as usize;
}

function copyPadded(
  window: Window,
  padded: usize,
  images: i32,
  firstImage: i32,
  firstRow: i32,
  seenRows: i32,
  seenWidth: i32,
): void {
  const above = firstRow * window.strideHeight - window.top;
  const fromRow = startWithin(above, above + seenRows, window.inHeight);
  const toRow = max(fromRow, min(above + seenRows, window.inHeight));
  const fromColumn = startWithin(-window.left, seenWidth - window.left, window.inWidth);
  const toColumn = max(fromColumn, min(seenWidth - window.left, window.inWidth));
  const pixel = window.inChannels << 2;
  const row = window.inWidth * pixel;
  pad(
    (window.input + ((firstImage * window.inHeight + fromRow) * row + fromColumn * pixel)) as usize,
    padded,
    images,
    (window.inHeight * row) as usize,
    toRow - fromRow,
    row as usize,
    ((toColumn - fromColumn) * pixel) as usize,
    ((fromColumn + window.left) * pixel) as usize,
    ((seenWidth - window.left - toColumn) * pixel) as usize,
    fromRow - above,
    above + seenRows - toRow,
    window.gate === 0 ? 0 : window.gate + ((firstImage * pixel) as usize),
    window.inChannels,
  );
}

/** Where the part of [from, to) begins that lies in [0, size); within [from, to) also where there is none. */
function startWithin(from: i32, to: i32, size: i32): i32 {
  return min(max(from, 0), min(size, max(to, 0)));
}
