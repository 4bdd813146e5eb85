import { multiplyAdd } from './multiply-add';
import { Sliding } from './sliding';
import { seeBand, Window } from './window';

/** Output pixels that are computed together: with eight channels of each, what the registers hold. */
const pixelsAtATime = 4;

/** A convolution; a part of it is a band. */
@unmanaged
export class Convolution extends Window {
  /** [channels / 8, rows of the filter, run, 8]: eight output channels lie together; their number is a multiple of eight. */
  filter: usize;
  /** [channels] */
  bias: usize;
  /** Whether what is below zero becomes zero. */
  relu: i32;
  output: usize;
  /** Where in the scratch memory the list of pixels begins, bytes: after what a band sees. */
  pixels: usize;
}

/** @param scratch for a `Sliding`, what a band sees, and 8 bytes a pixel, their number rounded up to whole tiles */
export function convolveBand(task: Convolution, band: i32, scratch: usize): void {
  const sliding = changetype<Sliding>(scratch);
  const seen = scratch + Sliding.LENGTH;
  const start = seeBand(task, band, sliding, seen);
  const least: f32 = task.relu ? 0 : -Infinity;
  const pixels = scratch + task.pixels;
  convolve(sliding, seen, task.filter, task.bias, least, task.output + start, pixels);
}

/**
 * Each output pixel: the sum over what it sees, weighted by the filter, plus a bias.
 *
 * @param least what the output is raised to where it is lower: 0 for relu, -Infinity for none
 * @param pixels memory for 8 bytes a pixel, their number rounded up to a multiple of {@link pixelsAtATime}
 */
function convolve(
  sliding: Sliding,
  input: usize,
  filter: usize,
  bias: usize,
  least: f32,
  output: usize,
  pixels: usize,
): void {
  const end = listPixels(sliding, input, output, pixels);
  const filterBlock = ((sliding.tapRows * sliding.run) as usize) << 5;
  const floor = f32x4.splat(least);
  for (let channel: usize = 0; channel < (sliding.outChannels as usize); channel += 8) {
    for (let tile = pixels; tile < end; tile += pixelsAtATime << 3) {
      convolveTile(sliding, tile, filter, bias + (channel << 2), floor, channel << 2);
    }
    filter += filterBlock;
  }
}

/**
 * Writes for each output pixel where what it sees begins and where it lies itself; the last one is repeated until the
 * tiles are full.
 *
 * @returns the end of the list
 */
function listPixels(sliding: Sliding, input: usize, output: usize, pixels: usize): usize {
  let at = pixels;
  for (let image = 0; image < sliding.images; image++) {
    for (let y = 0; y < sliding.outHeight; y++) {
      let seen = input + ((image * sliding.imageStride + y * sliding.rowStep) as usize);
      let own = output + ((image * sliding.outImageStride + y * sliding.outRowStride) as usize);
      for (let x = 0; x < sliding.outWidth; x++) {
        store<u32>(at, seen as u32);
        store<u32>(at, own as u32, 4);
        seen += sliding.pixelStep as usize;
        own += sliding.outPixelStride as usize;
        at += 8;
      }
    }
  }
  const last = at - 8;
  while ((at - pixels) % (pixelsAtATime << 3) !== 0) {
    store<u64>(at, load<u64>(last));
    at += 8;
  }
  return at;
}

/** Eight channels of four pixels. */
function convolveTile(
  sliding: Sliding,
  tile: usize,
  filter: usize,
  bias: usize,
  floor: v128,
  channelOffset: usize,
): void {
  let in0: usize = load<u32>(tile);
  let in1: usize = load<u32>(tile, 8);
  let in2: usize = load<u32>(tile, 16);
  let in3: usize = load<u32>(tile, 24);
  let low0 = v128.load(bias);
  let high0 = v128.load(bias, 16);
  let low1 = low0,
    low2 = low0,
    low3 = low0;
  let high1 = high0,
    high2 = high0,
    high3 = high0;
  const runLength = (sliding.run as usize) << 2;
  const skip = (sliding.tapRowStride as usize) - runLength;
  for (let row = sliding.tapRows; row > 0; row--) {
    const end = in0 + runLength;
    while (in0 < end) {
      const low = v128.load(filter);
      const high = v128.load(filter, 16);
      let value = v128.load32_splat(in0);
      low0 = multiplyAdd(value, low, low0);
      high0 = multiplyAdd(value, high, high0);
      value = v128.load32_splat(in1);
      low1 = multiplyAdd(value, low, low1);
      high1 = multiplyAdd(value, high, high1);
      value = v128.load32_splat(in2);
      low2 = multiplyAdd(value, low, low2);
      high2 = multiplyAdd(value, high, high2);
      value = v128.load32_splat(in3);
      low3 = multiplyAdd(value, low, low3);
      high3 = multiplyAdd(value, high, high3);
      filter += 32;
      in0 += 4;
      in1 += 4;
      in2 += 4;
      in3 += 4;
    }
    in0 += skip;
    in1 += skip;
    in2 += skip;
    in3 += skip;
  }
  storePixel(tile, channelOffset, low0, high0, floor);
  storePixel(tile + 8, channelOffset, low1, high1, floor);
  storePixel(tile + 16, channelOffset, low2, high2, floor);
  storePixel(tile + 24, channelOffset, low3, high3, floor);
}

function storePixel(pixel: usize, channelOffset: usize, low: v128, high: v128, floor: v128): void {
  const output = (load<u32>(pixel, 4) as usize) + channelOffset;
  v128.store(output, f32x4.max(low, floor));
  v128.store(output, f32x4.max(high, floor), 16);
}
