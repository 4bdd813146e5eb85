import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';
import { mostParts } from './parts.js';

const bytesPerValue = Float32Array.BYTES_PER_ELEMENT;

/** Rows of the output that are worked on together at least, where an image is larger than that. */
const leastRows = 4;

/** How many values beyond its end the padded input may be read. */
const slack = 4;

/** What is set aside for the assembly's description of a band, bytes. */
const slidingLength = 96;

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

/** The bands that an output is gone through in: some rows of some images each, [images, rows, width]. */
export interface Bands {
  readonly count: number;
  readonly images: number;
  readonly rows: number;
  /** The most pixels that one has. */
  readonly pixels: number;
  /** Scratch memory for one: its description and what it sees with the padding, bytes. */
  readonly scratchBytes: number;
}

/**
 * What a band sees is copied with its padding to where it is near and needs no case of its own (ours). The bands are the
 * same whoever computes them.
 *
 * @param bytesAtATime how much of the padded input is worked on at a time, about
 */
export function bandsOf(window: SlidingWindow, bytesAtATime: number): Bands {
  const { batch, outHeight, outWidth, strideWidth, filterWidth, inChannels } = window;
  const seenWidth = (outWidth - 1) * strideWidth + filterWidth;
  const rowBytes = seenWidth * inChannels * bytesPerValue;
  const { images, rows } = bandSize(window, Math.floor(bytesAtATime / rowBytes));
  const seenBytes = images * rowsSeen(window, rows) * rowBytes + slack * bytesPerValue;
  return {
    images,
    rows,
    pixels: images * rows * outWidth,
    count: Math.ceil(batch / images) * Math.ceil(outHeight / rows),
    scratchBytes: slidingLength + seenBytes,
  };
}

/** @param seenAtATime rows of the padded input that a band sees at most */
function bandSize(
  window: SlidingWindow,
  seenAtATime: number,
): { readonly images: number; readonly rows: number } {
  const { batch, outHeight, filterHeight, strideHeight } = window;
  const images = Math.floor(seenAtATime / rowsSeen(window, outHeight));
  if (images > 0) {
    return { images: Math.min(images, Math.ceil(batch / mostParts)), rows: outHeight };
  }
  const fitting = Math.floor((seenAtATime - filterHeight) / strideHeight) + 1;
  return { images: 1, rows: Math.min(outHeight, Math.max(leastRows, fitting)) };
}

function rowsSeen({ strideHeight, filterHeight }: SlidingWindow, rows: number): number {
  return (rows - 1) * strideHeight + filterHeight;
}

/** What pixels see: an input, and what it is multiplied with first, channel by channel of each image; null for nothing. */
export interface SeenInput {
  /** [batch, height, width, channels] */
  readonly x: TensorInfo;
  /** [batch, channels] */
  readonly gate: TensorInfo | null;
}

/** The fields of `Window` in `assembly/window.ts`. */
export function describeWindow(
  scope: KernelScope,
  window: SlidingWindow,
  { x, gate }: SeenInput,
  { imageStride, rowStride, pixelStride, channels }: OutputLayout,
  { images, rows }: Bands,
): number[] {
  return [
    scope.address(x),
    window.batch,
    window.inHeight,
    window.inWidth,
    window.inChannels,
    window.filterHeight,
    window.filterWidth,
    window.strideHeight,
    window.strideWidth,
    window.top,
    window.left,
    window.outHeight,
    window.outWidth,
    imageStride * bytesPerValue,
    rowStride * bytesPerValue,
    pixelStride * bytesPerValue,
    channels,
    images,
    rows,
    gate === null ? 0 : scope.address(gate),
  ];
}
