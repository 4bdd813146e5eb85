import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from '../kernel-scope.js';
import { mostParts } from '../parts.js';
import { transposeMatrix } from '../transpose-matrix.js';
import { addressOf, valuesOf, wholeMatrix, type Matrix } from './operands.js';

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** Rows that the assembly computes together. */
const rowsAtATime = 4;

/** How many products of two numbers a part has at least: fewer would take less time than having another thread come. */
const leastProducts = 2 ** 16;

/** y = start + x · kernel, or relu of it; start is a bias, [columns], or y itself; null for nothing. */
export function multiply(
  scope: KernelScope,
  x: Matrix,
  kernel: Matrix,
  start: TensorInfo | Matrix | null,
  y: Matrix,
  relu = false,
): void {
  run(scope, x, [x.columns * bytes, bytes, x.rows, x.columns], kernel, start, y, relu);
}

/** y = xᵀ · kernel */
export function multiplyTransposed(scope: KernelScope, x: Matrix, kernel: Matrix, y: Matrix): void {
  run(scope, x, [bytes, x.columns * bytes, x.columns, x.rows], kernel, null, y, false);
}

function run(
  scope: KernelScope,
  x: Matrix,
  [rowStride, innerStride, rows, inner]: readonly [number, number, number, number],
  kernel: Matrix,
  start: TensorInfo | Matrix | null,
  y: Matrix,
  relu: boolean,
): void {
  const isMatrix = start !== null && 'of' in start;
  const begin = isMatrix ? addressOf(scope, start) : start === null ? 0 : scope.address(start);
  const { columns } = kernel;
  const parts = Math.min(mostParts, Math.floor((rows * inner * columns) / leastProducts));
  const tiles = Math.max(1, Math.ceil(rows / rowsAtATime));
  const rowsAPart = Math.ceil(tiles / Math.max(1, parts)) * rowsAtATime;
  scope.perform('multiplyMatrices', Math.ceil(rows / rowsAPart), [
    ...[rows, rowsAPart, inner, columns],
    ...[addressOf(scope, x), rowStride, innerStride, addressOf(scope, kernel)],
    ...[begin, isMatrix ? columns * bytes : 0, addressOf(scope, y), Number(relu)],
  ]);
}

/** A copy of `x`, transposed. */
export function transposed(scope: KernelScope, x: Matrix): Matrix {
  const copy = wholeMatrix(scope.allocate([x.columns, x.rows]));
  transposeMatrix(valuesOf(scope, x), valuesOf(scope, copy), x.rows, x.columns);
  return copy;
}

/** The sums of the columns of `x`, [columns]. */
export function columnSums(scope: KernelScope, x: Matrix): TensorInfo {
  const result = scope.allocate([x.columns]);
  const sums = new Float64Array(x.columns);
  const values = valuesOf(scope, x);
  for (let at = 0; at < values.length;) {
    for (let column = 0; column < x.columns; column += 1, at += 1) {
      sums[column] += values[at];
    }
  }
  scope.values(result).set(sums);
  return result;
}
