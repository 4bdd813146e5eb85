/** What relu, which gave y, passes of the gradient. */
export function passedByRelu(y: usize, upstream: usize): v128 {
  return v128.and(v128.load(upstream), f32x4.gt(v128.load(y), f32x4.splat(0)));
}
