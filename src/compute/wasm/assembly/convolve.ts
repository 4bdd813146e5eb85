import { multiplyAdd } from './multiply-add';
import { Sliding } from './sliding';
import { listTiles, tapsLength, tileLength } from './tiles';
import { seeBand, Window } from './window';

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
  /** And where that of what their tiles see begins. */
  taps: usize;
}

/** How pixels of an output see those of an input, and what the tiles that are at hand see of the filter. */
@unmanaged
class TiledSliding extends Sliding {
  /** Rows of the filter, and how much of each, bytes of the input. */
  rows: i32;
  length: usize;
  /** From what a pixel sees with the padding to what it sees without, bytes; the same in the filter. */
  inputOffset: usize;
  filterOffset: usize;
  /** From the end of a row that is seen to the next one, bytes. */
  inputSkip: usize;
  filterSkip: usize;
}

/** @param scratch for a `Sliding`, what a band sees, and the two lists of `listTiles` */
export function convolveBand(task: Convolution, band: i32, scratch: usize): void {
  const sliding = changetype<TiledSliding>(scratch);
  const input = scratch + Sliding.LENGTH;
  const output = task.output + seeBand(task, band, sliding, input);
  const pixels = scratch + task.pixels;
  const taps = scratch + task.taps;
  const end = listTiles(task, sliding, input, output, pixels, taps);
  const filterBlock = ((sliding.tapRows * sliding.run) as usize) << 5;
  const floor = f32x4.splat(task.relu ? 0 : -Infinity);
  let filter = task.filter;
  for (let channel: usize = 0; channel < (sliding.outChannels as usize); channel += 8) {
    convolveTiles(sliding, pixels, end, taps, filter, task.bias, floor, channel << 2);
    filter += filterBlock;
  }
}

/** Eight channels of all pixels: the sum over what each sees, weighted by the filter, plus a bias. */
function convolveTiles(
  sliding: TiledSliding,
  tile: usize,
  end: usize,
  taps: usize,
  filter: usize,
  bias: usize,
  floor: v128,
  channelOffset: usize,
): void {
  see(sliding, taps);
  let seen = load<u64>(taps);
  for (; tile < end; tile += tileLength, taps += tapsLength) {
    // Most tiles see what the one before them saw.
    if (load<u64>(taps) !== seen) {
      seen = load<u64>(taps);
      see(sliding, taps);
    }
    convolveTile(sliding, tile, filter, bias + channelOffset, floor, channelOffset);
  }
}

/** Takes what `listTiles` noted. */
function see(sliding: TiledSliding, taps: usize): void {
  const firstRow = load<i16>(taps) as i32;
  const start = (load<i16>(taps, 2) as i32) * sliding.pixel;
  const end = -(load<i16>(taps, 6) as i32) * sliding.pixel;
  const rowLength = sliding.run << 2;
  sliding.rows = -(load<i16>(taps, 4) as i32) - firstRow;
  sliding.length = (end - start) as usize;
  sliding.inputOffset = (firstRow * sliding.tapRowStride + start) as usize;
  sliding.inputSkip = (sliding.tapRowStride as usize) - sliding.length;
  // The filter has eight output channels for each value of the input.
  sliding.filterOffset = ((firstRow * rowLength + start) as usize) << 3;
  sliding.filterSkip = ((rowLength as usize) - sliding.length) << 3;
}

/** Eight channels of four pixels. */
function convolveTile(
  sliding: TiledSliding,
  tile: usize,
  filter: usize,
  bias: usize,
  floor: v128,
  channelOffset: usize,
): void {
  const offset = sliding.inputOffset;
  let in0 = (load<u32>(tile) as usize) + offset;
  let in1 = (load<u32>(tile, 8) as usize) + offset;
  let in2 = (load<u32>(tile, 16) as usize) + offset;
  let in3 = (load<u32>(tile, 24) as usize) + offset;
  filter += sliding.filterOffset;
  let low0 = v128.load(bias);
  let high0 = v128.load(bias, 16);
  let low1 = low0,
    low2 = low0,
    low3 = low0;
  let high1 = high0,
    high2 = high0,
    high3 = high0;
  const length = sliding.length;
  const skip = sliding.inputSkip;
  for (let row = sliding.rows; row > 0; row--) {
    const end = in0 + length;
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
    filter += sliding.filterSkip;
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
