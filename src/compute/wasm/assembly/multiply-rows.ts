/**
 * y = x · gate, row by row.
 *
 * @param x [rows, channels], as y
 * @param rowLength of the channels, bytes
 * @param gate [channels]
 */
export function multiplyRows(x: usize, rows: i32, rowLength: usize, gate: usize, y: usize): void {
  const vectors = rowLength & ~15;
  for (; rows > 0; rows--) {
    for (let at: usize = 0; at < vectors; at += 16) {
      v128.store(y + at, f32x4.mul(v128.load(x + at), v128.load(gate + at)));
    }
    for (let at = vectors; at < rowLength; at += 4) {
      store<f32>(y + at, load<f32>(x + at) * load<f32>(gate + at));
    }
    x += rowLength;
    y += rowLength;
  }
}
