/**
 * Pieces of tensors, as rows of a table; a part of the work is some of them. Lies in memory as 32-bit values, as do the
 * tasks that it begins.
 */
@unmanaged
export class Pieces {
  table: usize;
  count: i32;
  countAPart: i32;
}

/** What is told of any piece: each row of the table begins so. */
@unmanaged
export class Piece {
  /** How many values it has. */
  length: i32;
}

/** The first piece of a part. */
export function firstOf(task: Pieces, part: i32): i32 {
  return part * task.countAPart;
}

/** The piece after the last one of a part. */
export function endOf(task: Pieces, part: i32): i32 {
  return min(task.count, (part + 1) * task.countAPart);
}
