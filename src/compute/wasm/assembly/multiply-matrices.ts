import { multiplyAdd } from './multiply-add';
import { loadSome, storeSome } from './some-lanes';

/** Rows that are computed together. */
const rowsAtATime = 4;

/**
 * y = start + x · kernel; x is [rows, inner], lying as its strides say, kernel [inner, columns], y [rows, columns]. For
 * matrices so small that to lay them out anew would take longer than to multiply them.
 *
 * @param rowStride from a row of x to the next, bytes
 * @param innerStride from a column of x to the next, bytes
 * @param start what is added; it may be y itself; 0 for nothing
 * @param startStride from what is added to a row to what is added to the next, bytes
 */
export function multiplyMatrices(
  x: usize,
  rowStride: usize,
  innerStride: usize,
  rows: i32,
  inner: i32,
  kernel: usize,
  columns: i32,
  start: usize,
  startStride: usize,
  y: usize,
): void {
  const rowLength = (columns as usize) << 2;
  for (let row = 0; row < rows; row += rowsAtATime) {
    // The last row stands in for those that are missing to four.
    const row0 = row as usize;
    const row1 = min(row + 1, rows - 1) as usize;
    const row2 = min(row + 2, rows - 1) as usize;
    const row3 = min(row + 3, rows - 1) as usize;
    for (let column = 0; column < columns; column += 4) {
      const count = columns - column;
      const offset = (column as usize) << 2;
      let sum0 = startOf(start, startStride, row0, offset, count);
      let sum1 = startOf(start, startStride, row1, offset, count);
      let sum2 = startOf(start, startStride, row2, offset, count);
      let sum3 = startOf(start, startStride, row3, offset, count);
      let in0 = x + row0 * rowStride;
      let in1 = x + row1 * rowStride;
      let in2 = x + row2 * rowStride;
      let in3 = x + row3 * rowStride;
      let weights = kernel + offset;
      for (let left = inner; left > 0; left--) {
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
      const target = y + offset;
      storeSome(target + row0 * rowLength, sum0, count);
      storeSome(target + row1 * rowLength, sum1, count);
      storeSome(target + row2 * rowLength, sum2, count);
      storeSome(target + row3 * rowLength, sum3, count);
    }
  }
}

function startOf(start: usize, stride: usize, row: usize, offset: usize, count: i32): v128 {
  return start === 0 ? f32x4.splat(0) : loadSome(start + row * stride + offset, count);
}
