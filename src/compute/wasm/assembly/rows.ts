/** Rows of channels that are gone through in parts. Lies in memory as 32-bit integers, as do the tasks that it begins. */
@unmanaged
export class Rows {
  rows: i32;
  /** A multiple of four. */
  channels: i32;
  rowsAPart: i32;
}

/** Where a part begins in [rows, channels], bytes. */
export function startOf(task: Rows, part: i32): usize {
  return (part as usize) * (task.rowsAPart as usize) * rowLengthOf(task);
}

/** How many rows a part has. */
export function rowsOf(task: Rows, part: i32): i32 {
  return min(task.rowsAPart, task.rows - part * task.rowsAPart);
}

/** The length of a row, bytes. */
export function rowLengthOf(task: Rows): usize {
  return (task.channels as usize) << 2;
}
