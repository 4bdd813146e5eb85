import { util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { forwardWindow } from './conv2d.js';
import { convolutionGeometry } from './convolution.js';
import { composeKernel, type KernelScope } from './kernel-scope.js';
import { wholeGroups } from './packed-filter.js';
import { mostParts } from './parts.js';
import { rowParts } from './row-parts.js';
import { withChannels } from './slide-filter.js';
import { bandsOf, denseLayout, describeWindow, type SlidingWindow } from './sliding-window.js';

/** Values of what a pixel sees that the assembly takes together. */
const valuesAtATime = 4;

/** Pixels that a part has at least: fewer would take less time than adding what it contributes. */
const leastPixels = 64;

/** How much of the padded input is worked on at a time, bytes: what is gone through so often is to be as near as it can. */
const bytesAtATime = 2 ** 16;

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/**
 * Gradient of Conv2D to its filter: [filterHeight, filterWidth, inChannels, outChannels]. Parts of the output contribute
 * to it each for itself, and what they contribute is added in their order (ours).
 */
export const conv2DBackpropFilter = composeKernel(
  (scope, { x, dy }: Inputs, attributes: Conv2DBackpropFilterAttrs) => {
    const geometry = convolutionGeometry(x.shape, attributes.filterShape, attributes);
    const { filterHeight, filterWidth, inChannels, outChannels } = geometry;
    const channels = wholeGroups(outChannels);
    const upstream = withChannels(scope, dy, channels);
    const run = filterWidth * inChannels;
    const wholeRun = Math.ceil(run / valuesAtATime) * valuesAtATime;
    const sums = scope.allocate([filterHeight, wholeRun, channels]);
    if (util.sizeFromShape(upstream.shape) > 0) {
      contribute(scope, forwardWindow(geometry), x, upstream, sums);
    } else {
      scope.values(sums).fill(0);
    }
    const gradient = withoutFilledRuns(scope, sums, run);
    return scope.reshape(withChannels(scope, gradient, outChannels), attributes.filterShape);
  },
);

/** Writes the sums over all pixels to `sums`. */
function contribute(
  scope: KernelScope,
  window: SlidingWindow,
  x: TensorInfo,
  upstream: TensorInfo,
  sums: TensorInfo,
): void {
  const bands = bandsOf(window, bytesAtATime);
  const pixels = window.batch * window.outHeight * window.outWidth;
  const most = Math.max(1, Math.min(mostParts, Math.floor(pixels / leastPixels)));
  const bandsAPart = Math.ceil(bands.count / most);
  const parts = Math.ceil(bands.count / bandsAPart);
  const length = util.sizeFromShape(sums.shape);
  const contributions = parts === 1 ? sums : scope.allocate([parts, length]);
  const layout = denseLayout(window.outHeight, window.outWidth, sums.shape[2]);
  const [source, target] = [contributions, sums].map((tensor) => scope.address(tensor));
  const task = [
    ...describeWindow(scope, window, { x, gate: null }, layout, bands),
    ...[scope.address(upstream), source, length * Float32Array.BYTES_PER_ELEMENT],
    ...[bands.count, bandsAPart],
  ];
  scope.perform('contributeToFilter', parts, task, bands.scratchBytes);
  if (parts > 1) {
    const { rowsAPart, parts: pieces } = rowParts(length / valuesAtATime, parts * valuesAtATime);
    const told = [parts, length, rowsAPart * valuesAtATime, source, target];
    scope.perform('addTogether', pieces, told);
    scope.dispose(contributions);
  }
}

/** `sums`, [rows of the filter, whole run, channels], without the values that only fill a run. */
function withoutFilledRuns(scope: KernelScope, sums: TensorInfo, run: number): TensorInfo {
  const [rows, wholeRun, channels] = sums.shape;
  const asRows = scope.reshape(sums, [rows, wholeRun * channels]);
  return scope.reshape(withChannels(scope, asRows, run * channels), [rows, run, channels]);
}
