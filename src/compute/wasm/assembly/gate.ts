import { multiplyAdd } from './multiply-add';
import { multiplyRows } from './multiply-rows';
import { addColumnSums } from './statistics';

/** Features of some samples and a value for each channel of each; a part of the work is some samples. */
@unmanaged
export class Gating {
  samples: i32;
  samplesAPart: i32;
  rows: i32;
  /** A multiple of four. */
  channels: i32;
  /** [samples, rows, channels] */
  x: usize;
  /** [samples, channels] */
  gate: usize;
  /** Where x · gate goes; in the gradient, dx. */
  y: usize;
}

/** The gradients of x · gate. */
@unmanaged
export class GatingGradient extends Gating {
  /** Like x. */
  upstream: usize;
  /** Where the gradient of the gate goes, like it. */
  dgate: usize;
}

/** x · gate + shift. */
@unmanaged
export class ShiftedGating extends Gating {
  /** [samples, channels] */
  shift: usize;
}

/** y = x · gate */
export function gateSamples(task: Gating, part: i32): void {
  const vector = (task.channels as usize) << 2;
  const image = vector * (task.rows as usize);
  for (let sample = firstOf(task, part); sample < lastOf(task, part); sample++) {
    const at = image * (sample as usize);
    const gate = task.gate + vector * (sample as usize);
    multiplyRows(task.x + at, task.rows, vector, gate, task.y + at);
  }
}

/** dx = upstream · gate; dgate = Σ over rows of upstream · x */
export function gateSamplesGradient(task: GatingGradient, part: i32): void {
  const vector = (task.channels as usize) << 2;
  const image = vector * (task.rows as usize);
  for (let sample = firstOf(task, part); sample < lastOf(task, part); sample++) {
    const at = image * (sample as usize);
    const own = vector * (sample as usize);
    const upstream = task.upstream + at;
    multiplyRows(upstream, task.rows, vector, task.gate + own, task.y + at);
    sumProducts(upstream, task.x + at, task.rows, task.channels, task.dgate + own);
  }
}

/** dgate = Σ over rows of upstream · x */
export function sumGateProducts(task: GatingGradient, part: i32): void {
  const vector = (task.channels as usize) << 2;
  const image = vector * (task.rows as usize);
  for (let sample = firstOf(task, part); sample < lastOf(task, part); sample++) {
    const at = image * (sample as usize);
    const dgate = task.dgate + vector * (sample as usize);
    sumProducts(task.upstream + at, task.x + at, task.rows, task.channels, dgate);
  }
}

/** y = x · gate + shift */
export function gateAndShiftSamples(task: ShiftedGating, part: i32): void {
  const vector = (task.channels as usize) << 2;
  let at = vector * ((firstOf(task, part) * task.rows) as usize);
  for (let sample = firstOf(task, part); sample < lastOf(task, part); sample++) {
    const own = vector * (sample as usize);
    for (let row = 0; row < task.rows; row++, at += vector) {
      for (let offset: usize = 0; offset < vector; offset += 16) {
        const gate = v128.load(task.gate + own + offset);
        const shift = v128.load(task.shift + own + offset);
        v128.store(task.y + at + offset, multiplyAdd(v128.load(task.x + at + offset), gate, shift));
      }
    }
  }
}

/** How many bytes of rows are added together in 32 bits, before 64 take their sum. */
const bytesAtATime = 1 << 15;

/**
 * y, [samples, channels], = the mean over the rows of x.
 *
 * @param scratch for 8 bytes a channel
 */
export function squeezeSamples(task: Gating, part: i32, scratch: usize): void {
  const channels = task.channels;
  const vector = (channels as usize) << 2;
  const rowsAtATime = max(1, bytesAtATime / (vector as i32));
  let y = task.y + vector * (firstOf(task, part) as usize);
  let x = task.x + vector * ((firstOf(task, part) * task.rows) as usize);
  for (let sample = firstOf(task, part); sample < lastOf(task, part); sample++) {
    memory.fill(scratch, 0, vector << 1);
    for (let left = task.rows; left > 0; left -= rowsAtATime) {
      const rows = min(left, rowsAtATime);
      addColumnSums(x, rows, channels, scratch);
      x += vector * (rows as usize);
    }
    for (let channel: usize = 0; channel < (channels as usize); channel++, y += 4) {
      store<f32>(y, (load<f64>(scratch + (channel << 3)) / task.rows) as f32);
    }
  }
}

function firstOf(task: Gating, part: i32): i32 {
  return part * task.samplesAPart;
}

function lastOf(task: Gating, part: i32): i32 {
  return min(task.samples, (part + 1) * task.samplesAPart);
}

/** sums = Σ over rows of x · y; x and y [rows, channels], sums [channels], the channels a multiple of four. */
function sumProducts(x: usize, y: usize, rows: i32, channels: i32, sums: usize): void {
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
