import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';
import { cutIntoPieces, performOnPieces } from './pieces.js';

/**
 * Sums of squares, set by set, summed in float64: [sets, 2], each the sum of a float32 and of what rounding took from it
 * (ours).
 *
 * @param sizes how many of the inputs are in each set
 */
export const squaredNorms = composeKernel(
  (
    scope,
    inputs: Readonly<Record<string, TensorInfo>>,
    { sizes }: { readonly sizes: readonly number[] },
  ) => {
    const tensors = Object.values(inputs);
    const setOf = sizes.flatMap((size, set) => new Array<number>(size).fill(set));
    const pieces = cutIntoPieces(
      scope,
      tensors.map((tensor) => [tensor]),
    );
    const sums = scope.allocate([2 * pieces.length]);
    const table = pieces.map(({ length, addresses }) => [length, addresses[0]]);
    performOnPieces(scope, 'sumSquares', table, [scope.address(sums)]);
    const norms = scope.allocate([sizes.length, 2]);
    const totals = new Float64Array(sizes.length);
    scope.doubles(sums).forEach((sum, index) => {
      totals[setOf[pieces[index].row]] += sum;
    });
    const halves = scope.values(norms);
    totals.forEach((total, index) => {
      const rounded = Math.fround(total);
      halves.set([rounded, Number.isFinite(rounded) ? total - rounded : 0], 2 * index);
    });
    return norms;
  },
);
