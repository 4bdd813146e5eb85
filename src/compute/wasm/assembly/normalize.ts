import { multiplyAdd } from './multiply-add';
import { passedByRelu } from './relu';
import { rowLengthOf, Rows, rowsOf, startOf } from './rows';

/** y = relu((x − mean) · factor + offset) */
@unmanaged
export class Normalization extends Rows {
  /** [rows, channels], as y. */
  x: usize;
  /** [channels], as factor and offset. */
  mean: usize;
  factor: usize;
  offset: usize;
  y: usize;
}

/** dx = passed · a + (x − mean) · b + c, `passed` being what relu passes of the gradient. */
@unmanaged
export class NormalizationGradient extends Rows {
  /** [rows, channels], as y, upstream and dx. */
  x: usize;
  /** What relu made of the values. */
  y: usize;
  upstream: usize;
  /** [channels], as a, b and c. */
  mean: usize;
  a: usize;
  b: usize;
  c: usize;
  dx: usize;
}

export function normalize(task: Normalization, part: i32): void {
  const rowLength = rowLengthOf(task);
  const mean = task.mean;
  const factor = task.factor;
  const offset = task.offset;
  const start = startOf(task, part);
  const zero = f32x4.splat(0);
  let x = task.x + start;
  let y = task.y + start;
  for (let row = rowsOf(task, part); row > 0; row--) {
    for (let at: usize = 0; at < rowLength; at += 16) {
      const centered = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const value = multiplyAdd(centered, v128.load(factor + at), v128.load(offset + at));
      v128.store(y + at, f32x4.max(value, zero));
    }
    x += rowLength;
    y += rowLength;
  }
}

export function normalizationGradient(task: NormalizationGradient, part: i32): void {
  const rowLength = rowLengthOf(task);
  const mean = task.mean;
  const a = task.a;
  const b = task.b;
  const c = task.c;
  const start = startOf(task, part);
  let x = task.x + start;
  let y = task.y + start;
  let upstream = task.upstream + start;
  let dx = task.dx + start;
  for (let row = rowsOf(task, part); row > 0; row--) {
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
