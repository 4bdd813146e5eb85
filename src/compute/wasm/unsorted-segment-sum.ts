import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

interface Inputs {
  /** [rows, …] */
  readonly x: TensorInfo;
  /** [rows], int32; rows with an index out of range are left out. */
  readonly segmentIds: TensorInfo;
}

/** Sums of the rows of x that belong to each segment, [numSegments, …]: the gradient of gather and of embeddings. */
export const unsortedSegmentSum = composeKernel(
  (scope, { x, segmentIds }: Inputs, { numSegments }: UnsortedSegmentSumAttrs) => {
    const innerShape = x.shape.slice(segmentIds.shape.length);
    const rowLength = util.sizeFromShape(innerShape);
    const output = scope.allocate([numSegments, ...innerShape]);
    const sums = scope.values(output).fill(0);
    const rows = scope.values(x);
    const segments = scope.backend.typedArrayFromHeap(segmentIds);
    for (const [row, segment] of segments.entries()) {
      if (segment >= 0 && segment < numSegments) {
        for (let index = 0; index < rowLength; index += 1) {
          sums[segment * rowLength + index] += rows[row * rowLength + index];
        }
      }
    }
    return output;
  },
);
