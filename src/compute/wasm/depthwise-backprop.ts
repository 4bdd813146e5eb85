import type {
  backend_util,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { convolutionGeometry } from './convolution.js';
import { composeKernel } from './kernel-scope.js';

/** Gradient of a depthwise convolution to its filter: [filterHeight, filterWidth, channels, multiplier]. */
export const depthwiseBackpropFilter = composeKernel(
  (
    scope,
    inputs: { readonly x: TensorInfo; readonly dy: TensorInfo },
    attributes: DepthwiseConv2dNativeBackpropFilterAttrs,
  ) => {
    const { filterShape } = attributes;
    const geometry = convolutionGeometry(inputs.x.shape, filterShape, attributes, true);
    const { inChannels } = geometry;
    const multiplier = filterShape[3];
    const [x, dy] = [scope.values(inputs.x), scope.values(inputs.dy)];
    const gradient = new Float64Array(filterShape.reduce((size, length) => size * length, 1));
    visitTaps(geometry, (xStart, dyStart, tapStart) => {
      for (let channel = 0, at = 0; channel < inChannels; channel += 1) {
        for (let copy = 0; copy < multiplier; copy += 1, at += 1) {
          gradient[tapStart + at] += x[xStart + channel] * dy[dyStart + at];
        }
      }
    });
    return scope.hold(Float32Array.from(gradient), filterShape);
  },
);

/** Gradient of a depthwise convolution to its input: [batch, height, width, channels]. */
export const depthwiseBackpropInput = composeKernel(
  (
    scope,
    inputs: { readonly dy: TensorInfo; readonly filter: TensorInfo },
    attributes: DepthwiseConv2dNativeBackpropInputAttrs,
  ) => {
    const { inputShape } = attributes;
    const geometry = convolutionGeometry(inputShape, inputs.filter.shape, attributes, true);
    const { inChannels } = geometry;
    const multiplier = inputs.filter.shape[3];
    const output = scope.allocate(inputShape);
    const dx = scope.values(output).fill(0);
    const [dy, filter] = [scope.values(inputs.dy), scope.values(inputs.filter)];
    visitTaps(geometry, (xStart, dyStart, tapStart) => {
      for (let channel = 0, at = 0; channel < inChannels; channel += 1) {
        for (let copy = 0; copy < multiplier; copy += 1, at += 1) {
          dx[xStart + channel] += dy[dyStart + at] * filter[tapStart + at];
        }
      }
    });
    return output;
  },
);

/** Calls `visit` for every output pixel and tap within the image, with where their channels begin in x, dy, filter. */
function visitTaps(
  geometry: backend_util.Conv2DInfo,
  visit: (xStart: number, dyStart: number, tapStart: number) => void,
): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels, outChannels } = geometry;
  const { strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = geometry;
  let dyStart = 0;
  for (let image = 0; image < batchSize; image += 1) {
    for (let outY = 0; outY < outHeight; outY += 1) {
      for (let outX = 0; outX < outWidth; outX += 1, dyStart += outChannels) {
        for (let tap = 0; tap < filterHeight * filterWidth; tap += 1) {
          const y = outY * strideHeight - padInfo.top + Math.floor(tap / filterWidth);
          const x = outX * strideWidth - padInfo.left + (tap % filterWidth);
          if (y >= 0 && y < inHeight && x >= 0 && x < inWidth) {
            visit(((image * inHeight + y) * inWidth + x) * inChannels, dyStart, tap * outChannels);
          }
        }
      }
    }
  }
}
