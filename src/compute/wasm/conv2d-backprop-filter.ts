import { util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { forwardWindow } from './conv2d.js';
import { convolutionGeometry } from './convolution.js';
import { composeKernel, type KernelScope } from './kernel-scope.js';
import { wholeGroups } from './packed-filter.js';
import { withChannels } from './slide-filter.js';
import { denseLayout, forEachBand } from './sliding-window.js';

/** Values of what a pixel sees that the assembly takes together. */
const valuesAtATime = 4;

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/** Gradient of Conv2D to its filter: [filterHeight, filterWidth, inChannels, outChannels]. */
export const conv2DBackpropFilter = composeKernel(
  (scope, { x, dy }: Inputs, attributes: Conv2DBackpropFilterAttrs) => {
    const geometry = convolutionGeometry(x.shape, attributes.filterShape, attributes);
    const { outHeight, outWidth, filterHeight, filterWidth, inChannels, outChannels } = geometry;
    const channels = wholeGroups(outChannels);
    const upstream = withChannels(scope, dy, channels);
    const run = filterWidth * inChannels;
    const wholeRun = Math.ceil(run / valuesAtATime) * valuesAtATime;
    const sums = scope.allocate([filterHeight, wholeRun, channels]);
    scope.values(sums).fill(0);
    const layout = denseLayout(outHeight, outWidth, channels);
    if (util.sizeFromShape(upstream.shape) > 0) {
      forEachBand(scope, forwardWindow(geometry), x, layout, ({ sliding, input, start }) => {
        scope.assembly.addFilterGradient(
          sliding,
          input,
          scope.address(upstream) + start * Float32Array.BYTES_PER_ELEMENT,
          scope.address(sums),
        );
      });
    }
    const gradient = withoutFilledRuns(scope, sums, run);
    return scope.reshape(withChannels(scope, gradient, outChannels), attributes.filterShape);
  },
);

/** `sums`, [rows of the filter, whole run, channels], without the values that only fill a run. */
function withoutFilledRuns(scope: KernelScope, sums: TensorInfo, run: number): TensorInfo {
  const [rows, wholeRun, channels] = sums.shape;
  const asRows = scope.reshape(sums, [rows, wholeRun * channels]);
  return scope.reshape(withChannels(scope, asRows, run * channels), [rows, run, channels]);
}
