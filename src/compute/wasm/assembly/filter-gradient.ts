import { multiplyAdd } from './multiply-add';
import { Sliding } from './sliding';
import { seeBand, Window } from './window';

/** The gradient of a convolution's filter; a part of it is what some neighbouring bands contribute. */
@unmanaged
export class FilterGradient extends Window {
  /** Gradient of the output, [batch, height, width, channels] without gaps; the channels are a multiple of eight. */
  upstream: usize;
  /** Where the contribution of each part goes: [parts, rows of the filter, run rounded up to a multiple of four, channels] */
  sums: usize;
  /** The length of one contribution, bytes. */
  length: usize;
  bands: i32;
  bandsAPart: i32;
}

/** @param scratch for a `Sliding` and what a band sees, which may be read up to three values beyond its end */
export function contributeToFilter(task: FilterGradient, part: i32, scratch: usize): void {
  const sliding = changetype<Sliding>(scratch);
  const seen = scratch + Sliding.LENGTH;
  const sums = task.sums + task.length * (part as usize);
  memory.fill(sums, 0, task.length);
  const first = part * task.bandsAPart;
  const last = min(task.bands, first + task.bandsAPart);
  for (let band = first; band < last; band++) {
    const start = seeBand(task, band, sliding, seen);
    addFilterGradient(sliding, seen, task.upstream + start, sums);
  }
}

/**
 * Adds to the gradient of a convolution's filter what some images contribute: for every value that a pixel sees and every
 * output channel the sum over the pixels of that value times the pixel's gradient.
 *
 * @param upstream gradient of the band's pixels
 * @param gradient [rows of the filter, run rounded up to a multiple of four, channels]
 */
function addFilterGradient(sliding: Sliding, input: usize, upstream: usize, gradient: usize): void {
  const channels = sliding.outChannels as usize;
  const rowLength = (((sliding.run as usize) + 3) & ~3) * channels * 4;
  for (let row = 0; row < sliding.tapRows; row++) {
    let tile = gradient;
    for (let value: usize = 0; value < (sliding.run as usize); value += 4) {
      for (let channel: usize = 0; channel < channels; channel += 8) {
        addTile(sliding, input + (value << 2), upstream + (channel << 2), tile + (channel << 2));
      }
      tile += channels << 4;
    }
    input += sliding.tapRowStride as usize;
    gradient += rowLength;
  }
}

/** Four values of what each pixel sees times eight channels. */
function addTile(sliding: Sliding, image: usize, upstream: usize, tile: usize): void {
  let low0 = f32x4.splat(0);
  let low1 = low0,
    low2 = low0,
    low3 = low0;
  let high0 = low0,
    high1 = low0,
    high2 = low0,
    high3 = low0;
  const pixelStep = sliding.pixelStep as usize;
  const pixelLength = (sliding.outChannels as usize) << 2;
  const rowLength = pixelLength * (sliding.outWidth as usize);
  for (let left = sliding.images; left > 0; left--) {
    let row = image;
    for (let rows = sliding.outHeight; rows > 0; rows--) {
      let seen = row;
      const end = upstream + rowLength;
      while (upstream < end) {
        const low = v128.load(upstream);
        const high = v128.load(upstream, 16);
        let value = v128.load32_splat(seen);
        low0 = multiplyAdd(value, low, low0);
        high0 = multiplyAdd(value, high, high0);
        value = v128.load32_splat(seen, 4);
        low1 = multiplyAdd(value, low, low1);
        high1 = multiplyAdd(value, high, high1);
        value = v128.load32_splat(seen, 8);
        low2 = multiplyAdd(value, low, low2);
        high2 = multiplyAdd(value, high, high2);
        value = v128.load32_splat(seen, 12);
        low3 = multiplyAdd(value, low, low3);
        high3 = multiplyAdd(value, high, high3);
        upstream += pixelLength;
        seen += pixelStep;
      }
      row += sliding.rowStep as usize;
    }
    image += sliding.imageStride as usize;
  }
  addPair(tile, low0, high0);
  addPair(tile + pixelLength, low1, high1);
  addPair(tile + pixelLength * 2, low2, high2);
  addPair(tile + pixelLength * 3, low3, high3);
}

function addPair(target: usize, low: v128, high: v128): void {
  v128.store(target, f32x4.add(v128.load(target), low));
  v128.store(target, f32x4.add(v128.load(target, 16), high), 16);
}
