import { multiplyAdd } from './multiply-add';

/**
 * Adds the sums over rows to `sums`.
 *
 * @param x [rows, channels]; the channels are a multiple of four
 * @param sums [channels], 64-bit
 */
export function addColumnSums(x: usize, rows: i32, channels: i32, sums: usize): void {
  const rowLength = (channels as usize) << 2;
  for (let offset: usize = 0; offset < rowLength; offset += 16) {
    let sum = f32x4.splat(0);
    let at = x + offset;
    for (let row = 0; row < rows; row++, at += rowLength) {
      sum = f32x4.add(sum, v128.load(at));
    }
    addToDoubles(sums + (offset << 1), sum);
  }
}

/** Adds the sums over rows of (x − shift)² to `sums`; shapes as for {@link addColumnSums}, shift [channels]. */
export function addColumnSquares(
  x: usize,
  rows: i32,
  channels: i32,
  shift: usize,
  sums: usize,
): void {
  const rowLength = (channels as usize) << 2;
  for (let offset: usize = 0; offset < rowLength; offset += 16) {
    const subtracted = v128.load(shift + offset);
    let sum = f32x4.splat(0);
    let at = x + offset;
    for (let row = 0; row < rows; row++, at += rowLength) {
      const centered = f32x4.sub(v128.load(at), subtracted);
      sum = multiplyAdd(centered, centered, sum);
    }
    addToDoubles(sums + (offset << 1), sum);
  }
}

/** y = relu((x − mean) · factor + offset); x and y [rows, channels], the others [channels]. */
export function normalize(
  x: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  factor: usize,
  offset: usize,
  y: usize,
): void {
  const rowLength = (channels as usize) << 2;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowLength; at += 16) {
      const centered = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const value = multiplyAdd(centered, v128.load(factor + at), v128.load(offset + at));
      v128.store(y + at, f32x4.max(value, zero));
    }
    x += rowLength;
    y += rowLength;
  }
}

/**
 * Adds the sums over rows of what relu passes of the gradient to `sums`, and of it times (x − mean) to `products`.
 *
 * @param y what relu made of the values, [rows, channels], as x and the gradient
 * @param sums and products: [channels], 64-bit
 */
export function addGradientSums(
  x: usize,
  y: usize,
  upstream: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  sums: usize,
  products: usize,
): void {
  const rowLength = (channels as usize) << 2;
  for (let offset: usize = 0; offset < rowLength; offset += 16) {
    const subtracted = v128.load(mean + offset);
    let sum = f32x4.splat(0);
    let product = f32x4.splat(0);
    let at = offset;
    for (let row = 0; row < rows; row++, at += rowLength) {
      const passed = passedByRelu(y + at, upstream + at);
      sum = f32x4.add(sum, passed);
      product = multiplyAdd(passed, f32x4.sub(v128.load(x + at), subtracted), product);
    }
    addToDoubles(sums + (offset << 1), sum);
    addToDoubles(products + (offset << 1), product);
  }
}

/** dx = passed · a + (x − mean) · b + c, passed being what relu passes of the gradient; a, b, c and mean [channels]. */
export function normalizationGradient(
  x: usize,
  y: usize,
  upstream: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  a: usize,
  b: usize,
  c: usize,
  dx: usize,
): void {
  const rowLength = (channels as usize) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowLength; at += 16) {
      const centered = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const shifted = multiplyAdd(centered, v128.load(b + at), v128.load(c + at));
      const passed = passedByRelu(y + at, upstream + at);
      v128.store(dx + at, multiplyAdd(passed, v128.load(a + at), shifted));
    }
    x += rowLength;
    y += rowLength;
    upstream += rowLength;
    dx += rowLength;
  }
}

function passedByRelu(y: usize, upstream: usize): v128 {
  return v128.and(v128.load(upstream), f32x4.gt(v128.load(y), f32x4.splat(0)));
}

function addToDoubles(target: usize, values: v128): void {
  v128.store(target, f64x2.add(v128.load(target), f64x2.promote_low_f32x4(values)));
  const high = i64x2.shuffle(values, values, 1, 1);
  v128.store(target, f64x2.add(v128.load(target, 16), f64x2.promote_low_f32x4(high)), 16);
}
