import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';

const bytesPerValue = 4;

/** How much of the padded input is worked on at a time: about what the processor's nearest cache holds, bytes. */
const bytesAtATime = 2 ** 16;

/** Rows of the output that are worked on together at least, where an image is larger than that. */
const leastRows = 4;

/** How many values beyond its end the padded input may be read. */
const slack = 4;

/** Which part of an input, [batch, height, width, channels], each pixel of an output sees. */
export interface SlidingWindow {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  /** Rows of zeros above the input; rows that no pixel sees where negative. */
  readonly top: number;
  /** Columns of zeros before the input; columns that no pixel sees where negative. */
  readonly left: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** How the output lies in memory, in values. */
export interface OutputLayout {
  readonly imageStride: number;
  readonly rowStride: number;
  readonly pixelStride: number;
  readonly channels: number;
}

/** The layout of [batch, height, width, channels] without gaps. */
export function denseLayout(height: number, width: number, channels: number): OutputLayout {
  const rowStride = width * channels;
  return { imageStride: height * rowStride, rowStride, pixelStride: channels, channels };
}

/** Some rows of the output of some images, and what they see. */
export interface Band {
  /** Address of the description that the assembly reads. */
  readonly sliding: number;
  /** Address of the padded input that the band sees. */
  readonly input: number;
  /** Where the band's first pixel lies in the output, in values from the output's first. */
  readonly start: number;
}

/** The size of a band, and of the padded input that it sees. */
interface BandSize {
  readonly images: number;
  readonly rows: number;
  readonly seenRows: number;
  readonly seenWidth: number;
}

/**
 * Goes through the output band by band; for each, what it sees of `input` is copied with its padding to where it is near
 * and needs no case of its own (ours).
 */
export function forEachBand(
  scope: KernelScope,
  window: SlidingWindow,
  input: TensorInfo,
  layout: OutputLayout,
  visit: (band: Band) => void,
): void {
  const size = bandSize(window);
  const padded = scope.allocate([paddedValues(window, size) + slack]);
  const description = scope.allocate([16]);
  const sliding = scope.address(description);
  for (let firstImage = 0; firstImage < window.batch; firstImage += size.images) {
    const images = Math.min(size.images, window.batch - firstImage);
    for (let firstRow = 0; firstRow < window.outHeight; firstRow += size.rows) {
      const rows = Math.min(size.rows, window.outHeight - firstRow);
      const seenRows = rowsSeen(window, rows);
      const part = { images, rows, seenRows, seenWidth: size.seenWidth };
      copyPadded(scope, window, input, padded, part, firstImage, firstRow);
      scope.integers(description).set(describe(window, part, layout));
      visit({
        sliding,
        input: scope.address(padded),
        start: firstImage * layout.imageStride + firstRow * layout.rowStride,
      });
    }
  }
  scope.dispose(padded);
  scope.dispose(description);
}

/** The most pixels that a band of `window` has. */
export function pixelsOfBand(window: SlidingWindow): number {
  const { images, rows } = bandSize(window);
  return images * rows * window.outWidth;
}

function bandSize(window: SlidingWindow): BandSize {
  const { outHeight, outWidth, strideHeight, strideWidth, filterWidth, inChannels } = window;
  const seenWidth = (outWidth - 1) * strideWidth + filterWidth;
  const rowBytes = seenWidth * inChannels * bytesPerValue;
  const seenAtATime = Math.floor(bytesAtATime / rowBytes);
  const images = Math.floor(seenAtATime / rowsSeen(window, outHeight));
  if (images > 0) {
    const seenRows = rowsSeen(window, outHeight);
    return { images: Math.min(images, window.batch), rows: outHeight, seenRows, seenWidth };
  }
  const fitting = Math.floor((seenAtATime - window.filterHeight) / strideHeight) + 1;
  const rows = Math.min(outHeight, Math.max(leastRows, fitting));
  return { images: 1, rows, seenRows: rowsSeen(window, rows), seenWidth };
}

function rowsSeen({ strideHeight, filterHeight }: SlidingWindow, rows: number): number {
  return (rows - 1) * strideHeight + filterHeight;
}

function paddedValues(window: SlidingWindow, { images, seenRows, seenWidth }: BandSize): number {
  return images * seenRows * seenWidth * window.inChannels;
}

function copyPadded(
  scope: KernelScope,
  { inHeight, inWidth, inChannels, strideHeight, top, left }: SlidingWindow,
  input: TensorInfo,
  padded: TensorInfo,
  { images, seenRows, seenWidth }: BandSize,
  firstImage: number,
  firstRow: number,
): void {
  const above = firstRow * strideHeight - top;
  const [fromRow, toRow] = within(above, above + seenRows, inHeight);
  const [fromColumn, toColumn] = within(-left, seenWidth - left, inWidth);
  const pixel = inChannels * bytesPerValue;
  const row = inWidth * pixel;
  const start = (firstImage * inHeight + fromRow) * row + fromColumn * pixel;
  scope.assembly.pad(
    scope.address(input) + start,
    scope.address(padded),
    images,
    inHeight * row,
    toRow - fromRow,
    row,
    (toColumn - fromColumn) * pixel,
    (fromColumn + left) * pixel,
    (seenWidth - left - toColumn) * pixel,
    fromRow - above,
    above + seenRows - toRow,
  );
}

/** The part of [from, to) that lies in [0, size), empty but within it where there is none. */
function within(from: number, to: number, size: number): [number, number] {
  const start = Math.min(Math.max(from, 0), size, Math.max(to, 0));
  return [start, Math.max(start, Math.min(to, size))];
}

/** The fields of `Sliding` in `assembly/sliding.ts`. */
function describe(
  { inChannels, filterHeight, filterWidth, strideHeight, strideWidth, outWidth }: SlidingWindow,
  { images, rows, seenRows, seenWidth }: BandSize,
  { imageStride, rowStride, pixelStride, channels }: OutputLayout,
): number[] {
  const row = seenWidth * inChannels * bytesPerValue;
  return [
    ...[images, rows, outWidth],
    ...[seenRows * row, strideHeight * row, strideWidth * inChannels * bytesPerValue, row],
    ...[filterHeight, filterWidth * inChannels],
    ...[imageStride, rowStride, pixelStride].map((stride) => stride * bytesPerValue),
    channels,
  ];
}
