/** The 32-bit floats at `address`, at most four of them; zero in place of those beyond `count`. */
export function loadSome(address: usize, count: i32): v128 {
  if (count >= 4) {
    return v128.load(address);
  }
  let values = v128.load32_zero(address);
  if (count > 1) {
    values = v128.load_lane<f32>(address, values, 1, 4);
  }
  if (count > 2) {
    values = v128.load_lane<f32>(address, values, 2, 8);
  }
  return values;
}

/** Writes the first `count` of four 32-bit floats, at most all, to `address`. */
export function storeSome(address: usize, values: v128, count: i32): void {
  if (count >= 4) {
    v128.store(address, values);
    return;
  }
  v128.store_lane<f32>(address, values, 0);
  if (count > 1) {
    v128.store_lane<f32>(address, values, 1, 4);
  }
  if (count > 2) {
    v128.store_lane<f32>(address, values, 2, 8);
  }
}
