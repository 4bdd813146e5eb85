import { multiplyAdd } from './multiply-add';
import { rowLengthOf, Rows, rowsOf, startOf } from './rows';
import { passedByRelu } from './relu';

/**
 * Sums over rows. Each part has a sum of its own in 64-bit floats, to which chunks of rows are added: a 32-bit sum over so
 * few rows loses little.
 */
@unmanaged
export class ColumnSums extends Rows {
  /** Rows of a chunk. */
  rowsAtATime: i32;
  /** [rows, channels] */
  x: usize;
  /** [channels]: what is subtracted from x. */
  shift: usize;
  /** What relu made of the values, and the gradient of that, like x. */
  y: usize;
  upstream: usize;
  /** [parts, channels], 64-bit; [parts, 2, channels] where there are two. */
  sums: usize;
}

/** Σ x */
export function sumColumns(task: ColumnSums, part: i32): void {
  const sums = clearedSums(task, part, 1);
  const rowLength = rowLengthOf(task);
  let x = task.x + startOf(task, part);
  for (let left = rowsOf(task, part); left > 0; left -= task.rowsAtATime) {
    const rows = min(left, task.rowsAtATime);
    addColumnSums(x, rows, task.channels, sums);
    x += rowLength * (rows as usize);
  }
}

/** Σ (x − shift)² */
export function sumColumnSquares(task: ColumnSums, part: i32): void {
  const sums = clearedSums(task, part, 1);
  const rowLength = rowLengthOf(task);
  let x = task.x + startOf(task, part);
  for (let left = rowsOf(task, part); left > 0; left -= task.rowsAtATime) {
    const rows = min(left, task.rowsAtATime);
    addColumnSquares(x, rows, rowLength, task.shift, sums);
    x += rowLength * (rows as usize);
  }
}

/** Σ passed and Σ passed · (x − shift), `passed` being what relu passes of the gradient. */
export function sumGradients(task: ColumnSums, part: i32): void {
  const sums = clearedSums(task, part, 2);
  const rowLength = rowLengthOf(task);
  let start = startOf(task, part);
  for (let left = rowsOf(task, part); left > 0; left -= task.rowsAtATime) {
    const rows = min(left, task.rowsAtATime);
    addGradientSums(task, start, rows, rowLength, sums);
    start += rowLength * (rows as usize);
  }
}

/** The sums of a part, `vectors` of them, set to zero. */
function clearedSums(task: ColumnSums, part: i32, vectors: usize): usize {
  const length = vectors * (rowLengthOf(task) << 1);
  const sums = task.sums + length * (part as usize);
  memory.fill(sums, 0, length);
  return sums;
}

/** Adds the sums over rows of x, [rows, channels], to `sums`, [channels], 64-bit; the channels are a multiple of four. */
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

function addColumnSquares(x: usize, rows: i32, rowLength: usize, shift: usize, sums: usize): void {
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

function addGradientSums(
  task: ColumnSums,
  start: usize,
  rows: i32,
  rowLength: usize,
  sums: usize,
): void {
  const x = task.x;
  const y = task.y;
  const upstream = task.upstream;
  const products = sums + (rowLength << 1);
  for (let offset: usize = 0; offset < rowLength; offset += 16) {
    const subtracted = v128.load(task.shift + offset);
    let sum = f32x4.splat(0);
    let product = f32x4.splat(0);
    let at = start + offset;
    for (let row = 0; row < rows; row++, at += rowLength) {
      const passed = passedByRelu(y + at, upstream + at);
      sum = f32x4.add(sum, passed);
      product = multiplyAdd(passed, f32x4.sub(v128.load(x + at), subtracted), product);
    }
    addToDoubles(sums + (offset << 1), sum);
    addToDoubles(products + (offset << 1), product);
  }
}

function addToDoubles(target: usize, values: v128): void {
  v128.store(target, f64x2.add(v128.load(target), f64x2.promote_low_f32x4(values)));
  const high = i64x2.shuffle(values, values, 1, 1);
  v128.store(target, f64x2.add(v128.load(target, 16), f64x2.promote_low_f32x4(high)), 16);
}
