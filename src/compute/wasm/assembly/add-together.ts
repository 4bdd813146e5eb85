/** Contributions to a sum, [contributions, length]; a part of the work is some of the values. */
@unmanaged
export class Contributions {
  contributions: i32;
  /** How many values each has, a multiple of four. */
  length: i32;
  lengthAPart: i32;
  source: usize;
  /** [length] */
  target: usize;
}

/** target = the contributions, added in their order. */
export function addTogether(task: Contributions, part: i32): void {
  const first = part * task.lengthAPart;
  const last = min(task.length, first + task.lengthAPart);
  const stride = (task.length as usize) << 2;
  for (let value = first; value < last; value += 4) {
    const at = (value as usize) << 2;
    let source = task.source + at;
    let sum = v128.load(source);
    for (let left = task.contributions; left > 1; left--) {
      source += stride;
      sum = f32x4.add(sum, v128.load(source));
    }
    v128.store(task.target + at, sum);
  }
}
