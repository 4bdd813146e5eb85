import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';
import { rowParts } from './row-parts.js';
import { squeezeSamples } from './squeeze-samples.js';

/** A reduction over neighbouring axes, as one over the middle axis of [before, reduced, after]. */
export interface MiddleAxes {
  readonly before: number;
  readonly reduced: number;
  readonly after: number;
  /** Shape of the result. */
  readonly shape: number[];
}

/** How many values the assembly adds together. */
const valuesAtATime = 4;

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
 * `factor` times the sums of a float32 tensor over its middle axes, in float64 chunk by chunk (ours): the backend's own
 * sums transpose first.
 */
export function sumMiddleAxes(
  scope: KernelScope,
  x: TensorInfo,
  { before, reduced, after, shape }: MiddleAxes,
  factor: number,
): TensorInfo {
  const output = scope.allocate(shape);
  const sums = scope.allocate([2 * after]);
  const { rowsAtATime } = rowParts(reduced, after);
  const isVectorized = after % valuesAtATime === 0;
  const target = scope.values(output);
  const totals = scope.doubles(sums);
  for (let outer = 0; outer < before; outer += 1) {
    totals.fill(0);
    const start = outer * reduced * after;
    if (isVectorized) {
      const address = scope.address(x) + start * Float32Array.BYTES_PER_ELEMENT;
      for (let row = 0; row < reduced; row += rowsAtATime) {
        const from = address + row * after * Float32Array.BYTES_PER_ELEMENT;
        const rows = Math.min(rowsAtATime, reduced - row);
        scope.assembly.addColumnSums(from, rows, after, scope.address(sums));
      }
    } else {
      addRows(totals, scope.values(x).subarray(start, start + reduced * after));
    }
    for (let index = 0; index < after; index += 1) {
      target[outer * after + index] = totals[index] * factor;
    }
  }
  return output;
}

/** The means of a float32 tensor over its middle axes, summed like {@link sumMiddleAxes}. */
export function meanMiddleAxes(scope: KernelScope, x: TensorInfo, axes: MiddleAxes): TensorInfo {
  const { before, reduced, after, shape } = axes;
  if (after % valuesAtATime !== 0) {
    return sumMiddleAxes(scope, x, axes, 1 / reduced);
  }
  const output = scope.allocate(shape);
  squeezeSamples(scope, x, [before, reduced, after], scope.address(output));
  return output;
}

/** Adds each row of `values` to `sums`. */
function addRows(sums: Float64Array, values: Float32Array): void {
  for (let position = 0; position < values.length;) {
    for (let index = 0; index < sums.length; index += 1, position += 1) {
      sums[index] += values[position];
    }
  }
}
