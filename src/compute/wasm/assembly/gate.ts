import { multiplyAdd } from './multiply-add';

/** y = x · gate, row by row; x and y [rows, channels], gate [channels], the channels a multiple of four. */
export function multiplyRows(x: usize, rows: i32, channels: i32, gate: usize, y: usize): void {
  const rowLength = (channels as usize) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < rowLength; at += 16) {
      v128.store(y + at, f32x4.mul(v128.load(x + at), v128.load(gate + at)));
    }
    x += rowLength;
    y += rowLength;
  }
}

/** sums = Σ over rows of x · y; x and y [rows, channels], sums [channels], the channels a multiple of four. */
export function sumProducts(x: usize, y: usize, rows: i32, channels: i32, sums: usize): void {
  const rowLength = (channels as usize) << 2;
  for (let offset: usize = 0; offset < rowLength; offset += 16) {
    let sum = f32x4.splat(0);
    let at = offset;
    for (let row = 0; row < rows; row++, at += rowLength) {
      sum = multiplyAdd(v128.load(x + at), v128.load(y + at), sum);
    }
    v128.store(sums + offset, sum);
  }
}
