import { util } from '@tensorflow/tfjs-core';
import type { backend_util, Conv2DBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from './convolution.js';
import { composeKernel } from './kernel-scope.js';
import type { KernelScope } from './kernel-scope.js';
import { packFilter } from './packed-filter.js';
import { allocateOutput, slideFilter, withChannels } from './slide-filter.js';
import type { OutputLayout } from './sliding-window.js';

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

/**
 * Along one axis: what the input positions offset, offset + stride, … receive. They see every stride-th tap of the
 * filter, from `firstTap` on, so that their gradient is a plain convolution of dy with those taps reversed.
 */
interface Phase {
  readonly offset: number;
  readonly firstTap: number;
  readonly taps: number;
  /** How many input positions there are. */
  readonly size: number;
  /** Padding of dy before its first position; negative where that is not seen. */
  readonly before: number;
}

/**
 * Gradient of Conv2D to its input, [batch, inHeight, inWidth, inChannels]; also the forward pass of a transposed
 * convolution.
 *
 * One convolution of dy for each phase of the stride (one in all for stride 1), each written to its own pixels: no zero is
 * multiplied (ours).
 */
export const conv2DBackpropInput = composeKernel(
  (scope, { dy, filter }: Inputs, attributes: Conv2DBackpropInputAttrs) => {
    const geometry = convolutionGeometry(attributes.inputShape, filter.shape, attributes);
    const { inHeight, filterHeight, strideHeight } = geometry;
    const { inWidth, filterWidth, strideWidth, padInfo } = geometry;
    const rows = phases(inHeight, filterHeight, strideHeight, padInfo.top);
    const columns = phases(inWidth, filterWidth, strideWidth, padInfo.left);
    const { output, layout } = allocateOutput(scope, geometry.inShape);
    if ([...rows, ...columns].some(({ taps }) => taps === 0)) {
      scope.values(output).fill(0);
    }
    for (const row of rows) {
      for (const column of columns) {
        if (row.taps > 0 && column.taps > 0 && util.sizeFromShape(dy.shape) > 0) {
          slidePhase(scope, geometry, dy, filter, { row, column }, output, layout);
        }
      }
    }
    return withChannels(scope, output, geometry.inChannels);
  },
);

function phases(inSize: number, filterSize: number, stride: number, padding: number): Phase[] {
  return Array.from({ length: Math.min(stride, inSize) }, (_, offset) => {
    const firstTap = (offset + padding) % stride;
    const taps = Math.max(0, Math.ceil((filterSize - firstTap) / stride));
    const size = Math.ceil((inSize - offset) / stride);
    const before = taps - 1 - Math.floor((offset + padding) / stride);
    return { offset, firstTap, taps, size, before };
  });
}

/** Writes the gradient of the positions of a phase to `output`. */
function slidePhase(
  scope: KernelScope,
  geometry: backend_util.Conv2DInfo,
  dy: TensorInfo,
  filter: TensorInfo,
  { row, column }: { readonly row: Phase; readonly column: Phase },
  output: TensorInfo,
  layout: OutputLayout,
): void {
  const { outChannels, inChannels, strideHeight, strideWidth } = geometry;
  const window = {
    batch: geometry.batchSize,
    inHeight: geometry.outHeight,
    inWidth: geometry.outWidth,
    inChannels: outChannels,
    filterHeight: row.taps,
    filterWidth: column.taps,
    strideHeight: 1,
    strideWidth: 1,
    top: row.before,
    left: column.before,
    outHeight: row.size,
    outWidth: column.size,
  };
  const packed = packFilter(
    scope,
    filter,
    reversedTaps(geometry, row, column),
    { count: outChannels, stride: 1 },
    { count: inChannels, stride: outChannels },
  );
  const offset = row.offset * layout.rowStride + column.offset * layout.pixelStride;
  const spread = {
    imageStride: layout.imageStride,
    rowStride: layout.rowStride * strideHeight,
    pixelStride: layout.pixelStride * strideWidth,
    channels: layout.channels,
  };
  const slid = { packed, bias: null, relu: false };
  slideFilter(scope, window, { x: dy, gate: null }, slid, output, offset, spread);
  scope.dispose(packed);
}

/** The filter's taps of a phase, the last one first. */
function reversedTaps(
  { filterWidth, strideHeight, strideWidth }: backend_util.Conv2DInfo,
  row: Phase,
  column: Phase,
): number[] {
  const taps: number[] = [];
  for (let y = row.taps - 1; y >= 0; y -= 1) {
    for (let x = column.taps - 1; x >= 0; x -= 1) {
      const [tapRow, tapColumn] = [
        row.firstTap + y * strideHeight,
        column.firstTap + x * strideWidth,
      ];
      taps.push(tapRow * filterWidth + tapColumn);
    }
  }
  return taps;
}
