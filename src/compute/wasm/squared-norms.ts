import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';
import { cutIntoPieces, performOnPieces } from './pieces.js';

/**
 * The sum of the squares of each tensor, summed in float64: [tensors, 2], each the sum of a float32 and of what rounding
 * took from it (ours).
 */
export const squaredNorms = composeKernel((scope, inputs: Readonly<Record<string, TensorInfo>>) => {
  const tensors = Object.values(inputs);
  const pieces = cutIntoPieces(
    scope,
    tensors.map((tensor) => [tensor]),
  );
  const sums = scope.allocate([2 * pieces.length]);
  const table = pieces.map(({ length, addresses }) => [length, addresses[0]]);
  performOnPieces(scope, 'sumSquares', table, [scope.address(sums)]);
  const norms = scope.allocate([tensors.length, 2]);
  const totals = new Float64Array(tensors.length);
  scope.doubles(sums).forEach((sum, index) => {
    totals[pieces[index].row] += sum;
  });
  const halves = scope.values(norms);
  totals.forEach((total, index) => {
    const rounded = Math.fround(total);
    halves.set([rounded, Number.isFinite(rounded) ? total - rounded : 0], 2 * index);
  });
  return norms;
});
