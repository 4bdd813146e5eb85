import * as tf from '@tensorflow/tfjs-core';
import { findKernel, replaceKernel } from './replace-kernel.js';

/** Padding before and after along each dimension, in the order of the data format. */
type Paddings = [number, number][];

/** How a convolution pads: by name, by a number on every side of the image, or along each dimension. */
type Padding = 'valid' | 'same' | number | Paddings;

interface Convolution {
  readonly pad: Padding;
  readonly strides: number | readonly [number, number];
  readonly dilations?: number | readonly [number, number];
  readonly dataFormat?: 'NHWC' | 'NCHW';
  /** Of an input gradient. */
  readonly inputShape?: readonly number[];
  /** Of a filter gradient. */
  readonly filterShape?: readonly number[];
}

type KernelCall = Parameters<tf.KernelFunc>[0];
type KernelOutput = ReturnType<tf.KernelFunc>;

/** A kernel for padding in numbers, made of the backend's own. */
type Composition = (own: tf.KernelFunc, paddings: Paddings, call: KernelCall) => KernelOutput;

const compositions: Readonly<Record<string, Composition>> = {
  [tf.Conv2D]: convolve,
  [tf.FusedConv2D]: convolve,
  [tf.DepthwiseConv2dNative]: convolve,
  [tf.FusedDepthwiseConv2D]: convolve,
  [tf.Conv2DBackpropFilter]: filterGradient,
  [tf.DepthwiseConv2dNativeBackpropFilter]: filterGradient,
  [tf.Conv2DBackpropInput]: inputGradient,
  [tf.DepthwiseConv2dNativeBackpropInput]: inputGradient,
};

/**
 * Makes a backend's 2-d convolutions and their gradients accept padding in numbers, where its own kernels accept it
 * explicitly in the forward direction only, and as a plain number not at all, as those of tfjs-node 4.22 do. Padding by
 * name is left to the backend's own kernels, and so is padding in numbers that has a name: at stride 1, a 3×3 filter with
 * padding 1 is 'same', which needs no padded copy.
 *
 * To be called once its kernels are registered; again without effect.
 */
export function supportExplicitPadding(backendName: string): void {
  for (const [kernelName, composition] of Object.entries(compositions)) {
    const own = findKernel(backendName, kernelName)?.kernelFunc;
    if (own !== undefined && !composed.has(own)) {
      const replacement = withPaddings(own, composition);
      composed.add(replacement);
      replaceKernel(backendName, kernelName, replacement);
    }
  }
}

const composed = new WeakSet<tf.KernelFunc>();

function withPaddings(own: tf.KernelFunc, composition: Composition): tf.KernelFunc {
  return (call) => {
    const { pad, dataFormat = 'NHWC' } = call.attrs as unknown as Convolution;
    if (typeof pad === 'string') {
      return own(call);
    }
    const paddings = paddingsAlong(pad, dataFormat);
    return isSame(paddings, dataFormat, call)
      ? own({ ...call, attrs: { ...call.attrs, pad: 'same' } })
      : composition(own, paddings, call);
  };
}

/** Whether these are the paddings that tf's 'same' stands for. */
function isSame(
  paddings: Paddings,
  dataFormat: 'NHWC' | 'NCHW',
  { inputs, attrs }: KernelCall,
): boolean {
  const { strides, dilations = 1, inputShape, filterShape } = attrs as unknown as Convolution;
  const { x, filter } = inputs as Readonly<Record<string, tf.TensorInfo | undefined>>;
  const [image, kernel] = [inputShape ?? x?.shape, filterShape ?? filter?.shape];
  if (image === undefined || kernel === undefined) {
    return false;
  }
  const first = dataFormat === 'NHWC' ? 1 : 2;
  return [0, 1].every((side) => {
    const [stride, dilation] = [strides, dilations].map((steps) =>
      typeof steps === 'number' ? steps : steps[side],
    );
    const reach = (kernel[side] - 1) * dilation + 1;
    const length = image[first + side];
    const whole = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
    const before = Math.floor(whole / 2);
    const [given, givenAfter] = paddings[first + side];
    return given === before && givenAfter === whole - before;
  });
}

function paddingsAlong(pad: number | Paddings, dataFormat: 'NHWC' | 'NCHW'): Paddings {
  if (typeof pad !== 'number') {
    return pad;
  }
  const [none, around]: Paddings = [
    [0, 0],
    [pad, pad],
  ];
  return dataFormat === 'NHWC' ? [none, around, around, none] : [none, none, around, around];
}

function convolve(own: tf.KernelFunc, pad: Paddings, call: KernelCall): KernelOutput {
  return own({ ...call, attrs: { ...call.attrs, pad } });
}

/** The gradient to the filter of the padded input, which needs no padding. */
function filterGradient(own: tf.KernelFunc, paddings: Paddings, call: KernelCall): tf.Tensor {
  const { x: unpadded } = call.inputs as { readonly x: tf.TensorInfo };
  return tf.tidy(() => {
    const x = tf.pad(asTensor(unpadded), paddings);
    const inputs = { ...call.inputs, x };
    return asTensor(own({ ...call, inputs, attrs: { ...call.attrs, pad: 'valid' } }));
  });
}

/** The gradient to the padded input, less what the padding received. */
function inputGradient(own: tf.KernelFunc, paddings: Paddings, call: KernelCall): tf.Tensor {
  const { inputShape } = call.attrs as unknown as tf.Conv2DBackpropInputAttrs;
  const padded = inputShape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
  const starts = paddings.map(([before]) => before);
  return tf.tidy(() => {
    const attrs = { ...call.attrs, inputShape: padded, pad: 'valid' };
    return tf.slice(asTensor(own({ ...call, attrs })), starts, inputShape);
  });
}

/** The one output of a kernel: some backends return tensors that tf's scopes know already, others only their data. */
function asTensor(output: KernelOutput): tf.Tensor {
  const [x] = Array.isArray(output) ? output : [output];
  return isTensor(x) ? x : tf.engine().makeTensorFromTensorInfo(x);
}

function isTensor(x: tf.TensorInfo): x is tf.Tensor {
  return x instanceof tf.Tensor;
}
