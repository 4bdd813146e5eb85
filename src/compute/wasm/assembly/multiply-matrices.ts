import { multiplyAdd } from './multiply-add';
import { loadSome, storeSome } from './some-lanes';

/** Rows that are computed together. */
const rowsAtATime = 4;

/**
 * y = start + x · kernel, or relu of it; x is [rows, inner], lying as its strides say, kernel [inner, columns], y [rows, columns]. A part
 * is some rows. For matrices so small that to lay them out anew would take longer than to multiply them.
 *
 * Lies in memory as 32-bit integers in this order; strides count bytes.
 */
@unmanaged
export class Product {
  rows: i32;
  /** A multiple of {@link rowsAtATime}. */
  rowsAPart: i32;
  inner: i32;
  columns: i32;
  x: usize;
  /** From a row of x to the next. */
  rowStride: usize;
  /** From a column of x to the next. */
  innerStride: usize;
  kernel: usize;
  /** What is added; it may be y itself; 0 for nothing. */
  start: usize;
  /** From what is added to a row to what is added to the next. */
  startStride: usize;
  y: usize;
  /** Whether what is below zero becomes zero. */
  relu: i32;
}

export function multiplyMatrices(task: Product, part: i32): void {
  const rows = min(task.rows, (part + 1) * task.rowsAPart);
  for (let row = part * task.rowsAPart; row < rows; row += rowsAtATime) {
    let column = 0;
    for (; column <= task.columns - 8; column += 8) {
      multiplyEight(task, row, rows, column);
    }
    for (; column < task.columns; column += 4) {
      multiplySome(task, row, rows, column);
    }
  }
}

/**
 * Eight columns of four rows.
 *
 * @param rows where the part's rows end
 */
function multiplyEight(task: Product, row: i32, rows: i32, column: i32): void {
  // The last row stands in for those that are missing to four.
  const row1 = min(row + 1, rows - 1);
  const row2 = min(row + 2, rows - 1);
  const row3 = min(row + 3, rows - 1);
  let low0 = startOf(task, row, column, 4);
  let low1 = startOf(task, row1, column, 4);
  let low2 = startOf(task, row2, column, 4);
  let low3 = startOf(task, row3, column, 4);
  let high0 = startOf(task, row, column + 4, 4);
  let high1 = startOf(task, row1, column + 4, 4);
  let high2 = startOf(task, row2, column + 4, 4);
  let high3 = startOf(task, row3, column + 4, 4);
  let in0 = rowOf(task, row);
  let in1 = rowOf(task, row1);
  let in2 = rowOf(task, row2);
  let in3 = rowOf(task, row3);
  const innerStride = task.innerStride;
  const rowLength = (task.columns as usize) << 2;
  let weights = task.kernel + ((column as usize) << 2);
  for (let left = task.inner; left > 0; left--) {
    const low = v128.load(weights);
    const high = v128.load(weights, 16);
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
    weights += rowLength;
    in0 += innerStride;
    in1 += innerStride;
    in2 += innerStride;
    in3 += innerStride;
  }
  storeEight(task, row, column, low0, high0);
  storeEight(task, row1, column, low1, high1);
  storeEight(task, row2, column, low2, high2);
  storeEight(task, row3, column, low3, high3);
}

/** At most four columns of four rows: the last ones. */
function multiplySome(task: Product, row: i32, rows: i32, column: i32): void {
  const count = task.columns - column;
  const row1 = min(row + 1, rows - 1);
  const row2 = min(row + 2, rows - 1);
  const row3 = min(row + 3, rows - 1);
  let sum0 = startOf(task, row, column, count);
  let sum1 = startOf(task, row1, column, count);
  let sum2 = startOf(task, row2, column, count);
  let sum3 = startOf(task, row3, column, count);
  let in0 = rowOf(task, row);
  let in1 = rowOf(task, row1);
  let in2 = rowOf(task, row2);
  let in3 = rowOf(task, row3);
  const innerStride = task.innerStride;
  const rowLength = (task.columns as usize) << 2;
  let weights = task.kernel + ((column as usize) << 2);
  for (let left = task.inner; left > 0; left--) {
    const values = loadSome(weights, count);
    sum0 = multiplyAdd(v128.load32_splat(in0), values, sum0);
    sum1 = multiplyAdd(v128.load32_splat(in1), values, sum1);
    sum2 = multiplyAdd(v128.load32_splat(in2), values, sum2);
    sum3 = multiplyAdd(v128.load32_splat(in3), values, sum3);
    weights += rowLength;
    in0 += innerStride;
    in1 += innerStride;
    in2 += innerStride;
    in3 += innerStride;
  }
  const least = leastOf(task);
  storeSome(resultOf(task, row, column), f32x4.max(sum0, least), count);
  storeSome(resultOf(task, row1, column), f32x4.max(sum1, least), count);
  storeSome(resultOf(task, row2, column), f32x4.max(sum2, least), count);
  storeSome(resultOf(task, row3, column), f32x4.max(sum3, least), count);
}

function rowOf(task: Product, row: i32): usize {
  return task.x + (row as usize) * task.rowStride;
}

function startOf(task: Product, row: i32, column: i32, count: i32): v128 {
  if (task.start === 0) {
    return f32x4.splat(0);
  }
  const at = task.start + (row as usize) * task.startStride + ((column as usize) << 2);
  return loadSome(at, count);
}

function resultOf(task: Product, row: i32, column: i32): usize {
  return task.y + (((row * task.columns + column) as usize) << 2);
}

function storeEight(task: Product, row: i32, column: i32, low: v128, high: v128): void {
  const result = resultOf(task, row, column);
  const least = leastOf(task);
  v128.store(result, f32x4.max(low, least));
  v128.store(result, f32x4.max(high, least), 16);
}

/** What values are raised to where they are lower. */
function leastOf(task: Product): v128 {
  return f32x4.splat(task.relu ? 0 : -Infinity);
}
