import { util } from '@tensorflow/tfjs-core';
import type { backend_util, Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from './convolution.js';
import { composeKernel } from './kernel-scope.js';
import type { KernelScope } from './kernel-scope.js';
import { transposeMatrix } from './transpose-matrix.js';

/** How many values of patches are unrolled at a time: 512 KiB, still in the cache when they are multiplied. */
const valuesAtATime = 2 ** 17;

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/**
 * Gradient of Conv2D to its filter: [filterHeight, filterWidth, inChannels, outChannels].
 *
 * The patches that some rows of the output see are unrolled into a matrix, [filter positions and channels, output
 * pixels of all samples], and multiplied by their part of dy: the plain matMul is the backend's fastest kernel. With
 * the batch innermost, a patch is copied in runs of the batch's length (ours).
 */
export const conv2DBackpropFilter = composeKernel(
  (scope, { x, dy }: Inputs, attributes: Conv2DBackpropFilterAttrs) => {
    const { filterShape } = attributes;
    const geometry = convolutionGeometry(x.shape, filterShape, attributes);
    const { batchSize, outHeight, outWidth, outChannels } = geometry;
    const size = util.sizeFromShape(filterShape);
    if (batchSize * outHeight * outWidth === 0) {
      return scope.hold(new Float32Array(size), filterShape);
    }
    const arranged = arrange(scope, x, geometry);
    const pixels = scope.run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
    const taps = size / outChannels;
    const rowLength = outWidth * batchSize;
    const rowsAtATime = Math.max(1, Math.floor(valuesAtATime / (taps * rowLength)));
    let gradient = partialGradient(0);
    for (let from = rowsAtATime; from < outHeight; from += rowsAtATime) {
      gradient = add(scope, gradient, partialGradient(from));
    }
    return scope.reshape(gradient, filterShape);

    function partialGradient(from: number): TensorInfo {
      const to = Math.min(outHeight, from + rowsAtATime);
      const patches = scope.allocate([1, taps, (to - from) * rowLength]);
      unrollPatches(scope, arranged, patches, geometry, from, to);
      return multiply(scope, patches, rows(scope, pixels, from, to));
    }
  },
);

function multiply(scope: KernelScope, patches: TensorInfo, dy: TensorInfo): TensorInfo {
  const product = scope.run(
    'BatchMatMul',
    { a: patches, b: dy },
    { transposeA: false, transposeB: false },
  );
  scope.dispose(patches);
  scope.dispose(dy);
  return product;
}

function add(scope: KernelScope, a: TensorInfo, b: TensorInfo): TensorInfo {
  const sum = scope.run('Add', { a, b });
  scope.dispose(a);
  scope.dispose(b);
  return sum;
}

/** Rows [from, to) of dy, [outHeight, outWidth, batch, outChannels], as a matrix with one row a pixel. */
function rows(scope: KernelScope, dy: TensorInfo, from: number, to: number): TensorInfo {
  const [height, width, batchSize, channels] = dy.shape;
  const shape = [1, (to - from) * width * batchSize, channels];
  if (to - from === height) {
    return scope.reshape(dy, shape);
  }
  const length = width * batchSize * channels;
  const part = scope.allocate(shape);
  scope.values(part).set(scope.values(dy).subarray(from * length, to * length));
  return part;
}

/** x, [batch, inHeight, inWidth, inChannels], so that what the output columns of a tap see lies together. */
function arrange(scope: KernelScope, x: TensorInfo, geometry: backend_util.Conv2DInfo): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, strideWidth } = geometry;
  const columns = inHeight * inWidth * inChannels;
  const places = new Int32Array(columns);
  let index = 0;
  for (let row = 0; row < inHeight; row += 1) {
    for (let column = 0; column < inWidth; column += 1) {
      for (let channel = 0; channel < inChannels; channel += 1, index += 1) {
        places[index] = placeOf(geometry, row, column, channel);
      }
    }
  }
  const phaseWidth = Math.ceil(inWidth / strideWidth);
  const arranged = scope.allocate([inHeight, inChannels, strideWidth, phaseWidth, batchSize]);
  transposeMatrix(scope.values(x), scope.values(arranged), batchSize, columns, places);
  return arranged;
}

/** Which run of the batch's length in the arranged x holds this row, column and channel. */
function placeOf(
  { inWidth, inChannels, strideWidth }: backend_util.Conv2DInfo,
  y: number,
  x: number,
  channel: number,
): number {
  const phaseWidth = Math.ceil(inWidth / strideWidth);
  const phase = (y * inChannels + channel) * strideWidth + (x % strideWidth);
  return phase * phaseWidth + Math.floor(x / strideWidth);
}

/** Writes, for every tap of the filter and input channel, what rows [from, to) of the output see, zero in the padding. */
function unrollPatches(
  scope: KernelScope,
  arranged: TensorInfo,
  patches: TensorInfo,
  geometry: backend_util.Conv2DInfo,
  from: number,
  to: number,
): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = geometry;
  const { batchSize, outWidth, strideHeight, strideWidth, padInfo } = geometry;
  const memory = scope.memoryAround(patches);
  const source = scope.position(arranged);
  let target = scope.position(patches);
  for (let tap = 0; tap < filterHeight * filterWidth; tap += 1) {
    const tapX = (tap % filterWidth) - padInfo.left;
    const tapY = Math.floor(tap / filterWidth) - padInfo.top;
    // Output columns [first, last) see the image; the others see padding.
    const first = Math.min(outWidth, Math.max(0, Math.ceil(-tapX / strideWidth)));
    const last = Math.max(first, Math.min(outWidth, Math.ceil((inWidth - tapX) / strideWidth)));
    for (let channel = 0; channel < inChannels; channel += 1) {
      for (let outY = from; outY < to; outY += 1) {
        const y = outY * strideHeight + tapY;
        const end = target + outWidth * batchSize;
        if (y < 0 || y >= inHeight || first === last) {
          memory.fill(0, target, end);
        } else {
          const start =
            source + placeOf(geometry, y, first * strideWidth + tapX, channel) * batchSize;
          memory.fill(0, target, target + first * batchSize);
          memory.copyWithin(target + first * batchSize, start, start + (last - first) * batchSize);
          memory.fill(0, target + last * batchSize, end);
        }
        target = end;
      }
    }
  }
}
