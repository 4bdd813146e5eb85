import { Sliding } from './sliding';
import { Window } from './window';

/** Output pixels that are computed together, a tile: with eight channels of each, what the registers hold. */
const pixelsAtATime: usize = 4;

/** What is noted of each pixel, and of each tile, bytes. */
const pixelLength: usize = 8;
export const tapsLength: usize = 8;

/** What lies above the input in part, within it, and below it in part; the same from left to right. */
const areasAWay = 3;

/** What is noted of the pixels of a tile. */
export const tileLength: usize = pixelsAtATime * pixelLength;

/**
 * Lists the pixels of a band, tile by tile: of each, where what it sees begins and where it lies itself; the last one is
 * repeated until the tiles are full. Pixels that see the same part of the filter over the input, rather than over the
 * zeros around it, lie together, and that part is noted of each tile, in 16 bits each: its first row and column, and the
 * negatives of the row and column behind it, so that the least of two is what covers both.
 *
 * @param pixels memory for 8 bytes a pixel, their number rounded up to whole tiles
 * @param taps memory for 8 bytes a tile
 * @returns the end of the pixels
 */
export function listTiles(
  window: Window,
  sliding: Sliding,
  input: usize,
  output: usize,
  pixels: usize,
  taps: usize,
): usize {
  let end = pixels;
  for (let rows = 0; rows < areasAWay; rows++) {
    const top = rowBoundary(window, sliding, rows);
    const bottom = rowBoundary(window, sliding, rows + 1);
    for (let columns = 0; columns < areasAWay; columns++) {
      const left = columnBoundary(window, columns);
      const right = columnBoundary(window, columns + 1);
      const start = end;
      end = listArea(sliding, input, output, top, bottom, left, right, end);
      if (end !== start) {
        const seen = tapsSeen(window, sliding, top, bottom, left, right);
        noteTaps(taps, start - pixels, end - pixels, seen);
      }
    }
  }
  const last = end - pixelLength;
  while ((end - pixels) % tileLength !== 0) {
    store<u64>(end, load<u64>(last));
    end += pixelLength;
  }
  return end;
}

/** The rows from `top` and columns from `left` on, up to others, of each image. */
function listArea(
  sliding: Sliding,
  input: usize,
  output: usize,
  top: i32,
  bottom: i32,
  left: i32,
  right: i32,
  end: usize,
): usize {
  for (let image = 0; image < sliding.images; image++) {
    for (let y = top; y < bottom; y++) {
      const seenRow = image * sliding.imageStride + y * sliding.rowStep;
      const ownRow = image * sliding.outImageStride + y * sliding.outRowStride;
      let seen = input + ((seenRow + left * sliding.pixelStep) as usize);
      let own = output + ((ownRow + left * sliding.outPixelStride) as usize);
      for (let x = left; x < right; x++) {
        store<u32>(end, seen as u32);
        store<u32>(end, own as u32, 4);
        seen += sliding.pixelStep as usize;
        own += sliding.outPixelStride as usize;
        end += pixelLength;
      }
    }
  }
  return end;
}

/** Notes of the tiles that have pixels from `start` to `end`, bytes in their list, that these see `seen`. */
function noteTaps(taps: usize, start: usize, end: usize, seen: v128): void {
  for (let tile = start / tileLength; tile * tileLength < end; tile++) {
    const at = taps + tile * tapsLength;
    const isShared = tile * tileLength < start;
    const covering = isShared ? i16x8.min_s(seen, v128.load64_zero(at)) : seen;
    v128.store64_lane(at, covering, 0);
  }
}

/** What covers all that the pixels of an area see of the filter over the input. */
function tapsSeen(
  window: Window,
  sliding: Sliding,
  top: i32,
  bottom: i32,
  left: i32,
  right: i32,
): v128 {
  const firstRow = sliding.firstRow + top * window.strideHeight;
  const lastRow = sliding.firstRow + (bottom - 1) * window.strideHeight;
  const firstColumn = left * window.strideWidth - window.left;
  const lastColumn = (right - 1) * window.strideWidth - window.left;
  const below = min(window.filterHeight, window.inHeight - firstRow);
  const behind = min(window.filterWidth, window.inWidth - firstColumn);
  let seen = i16x8.splat(max(0, -lastRow) as i16);
  seen = i16x8.replace_lane(seen, 1, max(0, -lastColumn) as i16);
  seen = i16x8.replace_lane(seen, 2, -below as i16);
  return i16x8.replace_lane(seen, 3, -behind as i16);
}

/** Where area number `index` begins; the end of the last one where it is their number. */
function rowBoundary(window: Window, sliding: Sliding, index: i32): i32 {
  const last = window.inHeight - window.filterHeight;
  const count = sliding.outHeight;
  return boundary(index, sliding.firstRow, window.strideHeight, last, count);
}

function columnBoundary(window: Window, index: i32): i32 {
  const last = window.inWidth - window.filterWidth;
  return boundary(index, -window.left, window.strideWidth, last, window.outWidth);
}

/**
 * The same for the `count` places, `stride` apart, at which the filter lies.
 *
 * @param first where in the input it lies at the first one
 * @param last where it lies at the input's end
 */
function boundary(index: i32, first: i32, stride: i32, last: i32, count: i32): i32 {
  if (index === 0 || index === areasAWay) {
    return index === 0 ? 0 : count;
  }
  const within = min(count, max(0, (stride - 1 - first) / stride));
  const beyond = last < first ? 0 : (last - first) / stride + 1;
  return index === 1 ? within : min(count, max(within, beyond));
}
