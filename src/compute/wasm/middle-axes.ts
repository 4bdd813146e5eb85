import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';

/** A reduction over neighbouring axes, as one over the middle axis of [before, reduced, after]. */
export interface MiddleAxes {
  readonly before: number;
  readonly reduced: number;
  readonly after: number;
  /** Shape of the result. */
  readonly shape: number[];
}

/** How many rows one average takes together: few, so that little precision is lost in float32. */
const blockLength = 64;

/** The reduction of `shape` over `axis`; null where its axes are not neighbours or the last one is among them. */
export function middleAxes(
  shape: number[],
  axis: number | number[],
  keepDims: boolean,
): MiddleAxes | null {
  const axes = util.parseAxisParam(axis, shape).sort((a, b) => a - b);
  const first = axes[0];
  const last = axes[axes.length - 1];
  if (axes.length === 0 || last - first + 1 !== axes.length || last === shape.length - 1) {
    return null;
  }
  return {
    before: util.sizeFromShape(shape.slice(0, first)),
    reduced: util.sizeFromShape(shape.slice(first, last + 1)),
    after: util.sizeFromShape(shape.slice(last + 1)),
    shape: [
      ...shape.slice(0, first),
      ...(keepDims ? axes.map(() => 1) : []),
      ...shape.slice(last + 1),
    ],
  };
}

/**
 * `factor` times the sums of a float32 tensor over its middle axes.
 *
 * AvgPool adds whole rows at a time, where the backend's own sums transpose first; its averages and the rows that fill
 * no block are added in float64 (ours).
 */
export function sumMiddleAxes(
  scope: KernelScope,
  x: TensorInfo,
  { before, reduced, after, shape }: MiddleAxes,
  factor: number,
): TensorInfo {
  // Blocks have to lie one after another in memory: several for one group of rows, one each for several groups.
  const length = before === 1 ? blockLength : reduced;
  const blocks = reduced < 8 || after === 0 ? 0 : Math.floor(reduced / length);
  const averages = averageBlocks(scope, x, [before * blocks, length, 1, after]);
  const output = scope.allocate(shape);
  const target = scope.values(output);
  const sums = new Float64Array(after);
  for (let outer = 0; outer < before; outer += 1) {
    sums.fill(0);
    addRows(sums, scope.values(averages), outer * blocks, (outer + 1) * blocks, length);
    addRows(sums, scope.values(x), outer * reduced + blocks * length, (outer + 1) * reduced, 1);
    for (let index = 0; index < after; index += 1) {
      target[outer * after + index] = sums[index] * factor;
    }
  }
  scope.dispose(averages);
  return output;
}

/** The average of each block of rows; `shape`, [blocks, length, 1, row], covers the beginning of x. */
function averageBlocks(
  scope: KernelScope,
  x: TensorInfo,
  shape: [number, number, number, number],
): TensorInfo {
  if (util.sizeFromShape(shape) === 0) {
    return scope.allocate([0]);
  }
  return scope.run(
    'AvgPool',
    { x: { dataId: x.dataId, dtype: x.dtype, shape } },
    { filterSize: [shape[1], 1], strides: [1, 1], pad: 'valid' },
  );
}

/** Adds `weight` times each of the rows [from, to) of `values` to `sums`. */
function addRows(
  sums: Float64Array,
  values: Float32Array,
  from: number,
  to: number,
  weight: number,
): void {
  let position = from * sums.length;
  for (let row = from; row < to; row += 1) {
    for (let index = 0; index < sums.length; index += 1, position += 1) {
      sums[index] += weight * values[position];
    }
  }
}
