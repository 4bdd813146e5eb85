import { util } from '@tensorflow/tfjs-core';
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';
import type { KernelScope } from './kernel-scope.js';
import { transposeMatrix } from './transpose-matrix.js';

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/**
 * BatchMatMul that transposes first: the backend multiplies plain matrices more than ten times as fast as transposed
 * ones.
 */
export function batchMatMul(original: KernelFunc): KernelFunc {
  return composeKernel((scope, { a, b }: Inputs, { transposeA, transposeB }: BatchMatMulAttrs) => {
    const isFloat = a.dtype === 'float32' && b.dtype === 'float32';
    return scope.call(
      original,
      isFloat
        ? {
            a: transposeA ? transposed(scope, a) : a,
            b: transposeB ? transposed(scope, b) : b,
          }
        : { a, b },
      { transposeA: transposeA && !isFloat, transposeB: transposeB && !isFloat },
    );
  });
}

/** The matrices of `x`, [..., rows, columns], transposed. */
function transposed(scope: KernelScope, x: TensorInfo): TensorInfo {
  const [rows, columns] = x.shape.slice(-2);
  const size = rows * columns;
  const count = util.sizeFromShape(x.shape.slice(0, -2));
  const result = scope.allocate([...x.shape.slice(0, -2), columns, rows]);
  const source = scope.values(x);
  const target = scope.values(result);
  for (let matrix = 0; matrix < count; matrix += 1) {
    const from = matrix * size;
    transposeMatrix(
      source.subarray(from, from + size),
      target.subarray(from, from + size),
      rows,
      columns,
    );
  }
  return result;
}
