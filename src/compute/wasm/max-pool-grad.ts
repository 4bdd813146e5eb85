import { backend_util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

/**
 * Gradient of MaxPool to its input, [batch, height, width, channels]: each value of dy goes to the first of the largest
 * values in its window. The backend's own kernel loses the gradient where a whole window is negative.
 */
export const maxPoolGrad = composeKernel(
  (scope, { dy, input }: Inputs, attributes: MaxPoolGradAttrs) => {
    const { filterSize, strides, pad, dimRoundingMode } = attributes;
    const geometry = backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const dx = scope.allocate(input.shape);
    scatter(scope.values(input), scope.values(dy), scope.values(dx).fill(0), geometry);
    return dx;
  },
);

function scatter(
  x: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  geometry: backend_util.Conv2DInfo,
): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels } = geometry;
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = geometry;
  let position = 0;
  for (let image = 0; image < batchSize; image += 1) {
    for (let outY = 0; outY < outHeight; outY += 1) {
      const top = outY * strideHeight - padInfo.top;
      const [fromY, toY] = [Math.max(0, top), Math.min(inHeight, top + filterHeight)];
      for (let outX = 0; outX < outWidth; outX += 1) {
        const left = outX * strideWidth - padInfo.left;
        const [fromX, toX] = [Math.max(0, left), Math.min(inWidth, left + filterWidth)];
        for (let channel = 0; channel < inChannels; channel += 1, position += 1) {
          let largest = -Infinity;
          let winner = -1;
          for (let y = fromY; y < toY; y += 1) {
            const row = (image * inHeight + y) * inWidth;
            for (let column = fromX; column < toX; column += 1) {
              const candidate = (row + column) * inChannels + channel;
              if (x[candidate] > largest || winner < 0) {
                largest = x[candidate];
                winner = candidate;
              }
            }
          }
          if (winner >= 0) {
            dx[winner] += dy[position];
          }
        }
      }
    }
  }
}
