/** a · b + sum, lane by lane; rounded once where the engine has relaxed SIMD and the processor an instruction for it. */
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    return f32x4.relaxed_madd(a, b, sum);
  }
  return f32x4.add(f32x4.mul(a, b), sum);
}
