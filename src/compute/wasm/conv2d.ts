import type {
  backend_util,
  Conv2DAttrs,
  FusedConv2DAttrs,
  KernelFunc,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from './convolution.js';
import { composeKernel, type KernelScope } from './kernel-scope.js';
import { packFilter } from './packed-filter.js';
import { allocateOutput, slideFilter, withChannels, type SlidFilter } from './slide-filter.js';
import type { SeenInput, SlidingWindow } from './sliding-window.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
}

interface FusedInputs extends Inputs {
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

/** Conv2D for what networks train with; the backend's own for dilations and other types. */
export function conv2D(original: KernelFunc): KernelFunc {
  return composeKernel((scope, { x, filter }: Inputs, attributes: Conv2DAttrs) =>
    isPlain(x, attributes)
      ? convolve(scope, x, filter, attributes, null, false)
      : scope.call(original, { x, filter }, { ...attributes }),
  );
}

/** Conv2D with bias and activation; the backend's own for other activations than relu. */
export function fusedConv2D(original: KernelFunc): KernelFunc {
  return composeKernel((scope, inputs: FusedInputs, attributes: FusedConv2DAttrs) => {
    const { x, filter, bias } = inputs;
    const { activation } = attributes;
    // A bias of fewer values is spread over the channels, and one of more dimensions over the pixels.
    const isBiasPlain = bias === undefined || util.arraysEqual(bias.shape, filter.shape.slice(3));
    return isPlain(x, attributes) && isBiasPlain && ['linear', 'relu'].includes(activation)
      ? convolve(scope, x, filter, attributes, bias ?? null, activation === 'relu')
      : scope.call(original, { ...inputs }, { ...attributes });
  });
}

/** How the pixels of a convolution's output see its input. */
export function forwardWindow(geometry: backend_util.Conv2DInfo): SlidingWindow {
  return {
    batch: geometry.batchSize,
    inHeight: geometry.inHeight,
    inWidth: geometry.inWidth,
    inChannels: geometry.inChannels,
    filterHeight: geometry.filterHeight,
    filterWidth: geometry.filterWidth,
    strideHeight: geometry.strideHeight,
    strideWidth: geometry.strideWidth,
    top: geometry.padInfo.top,
    left: geometry.padInfo.left,
    outHeight: geometry.outHeight,
    outWidth: geometry.outWidth,
  };
}

function isPlain(x: TensorInfo, { dilations, dataFormat }: Conv2DAttrs): boolean {
  const all: number[] = typeof dilations === 'number' ? [dilations] : dilations;
  return x.dtype === 'float32' && all.every((dilation) => dilation === 1) && dataFormat === 'NHWC';
}

function convolve(
  scope: KernelScope,
  x: TensorInfo,
  filter: TensorInfo,
  attributes: Conv2DAttrs,
  bias: TensorInfo | null,
  relu: boolean,
): TensorInfo {
  const packed = packForwardFilter(scope, filter);
  const geometry = convolutionGeometry(x.shape, filter.shape, attributes);
  return slideForward(scope, geometry, { x, gate: null }, { packed, bias, relu });
}

/** A filter, [height, width, in, out], as {@link slideForward} takes it. */
export function packForwardFilter(scope: KernelScope, filter: TensorInfo): TensorInfo {
  const [height, width, inChannels, outChannels] = filter.shape;
  const taps = Array.from({ length: height * width }, (_, tap) => tap);
  const inputs = { count: inChannels, stride: outChannels };
  return packFilter(scope, filter, taps, inputs, { count: outChannels, stride: 1 });
}

/** A convolution. */
export function slideForward(
  scope: KernelScope,
  geometry: backend_util.Conv2DInfo,
  input: SeenInput,
  filter: SlidFilter,
): TensorInfo {
  const { output, layout } = allocateOutput(scope, geometry.outShape);
  if (util.sizeFromShape(output.shape) > 0) {
    slideFilter(scope, forwardWindow(geometry), input, filter, output, 0, layout);
  }
  return withChannels(scope, output, geometry.outChannels);
}
