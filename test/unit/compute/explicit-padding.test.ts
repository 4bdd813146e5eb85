import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { supportExplicitPadding } from '../../../src/compute/explicit-padding.js';
import { findKernel, replaceKernel } from '../../../src/compute/replace-kernel.js';

type Padding = 'same' | 'valid' | number | [number, number][];

interface Case {
  readonly x: [number, number, number, number];
  /** Height, width and channels made of each (depthwise) or of all (conv2d) that come in. */
  readonly filter: [number, number, number];
  readonly strides: number | [number, number];
  readonly pad: Padding;
}

const forward = [tf.Conv2D, tf.FusedConv2D, tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D];
const backward = [
  tf.Conv2DBackpropFilter,
  tf.Conv2DBackpropInput,
  tf.DepthwiseConv2dNativeBackpropFilter,
  tf.DepthwiseConv2dNativeBackpropInput,
];

const uneven: Padding = [
  [0, 0],
  [2, 0],
  [1, 3],
  [0, 0],
];

const cases: Case[] = [
  { x: [3, 8, 8, 4], filter: [3, 3, 5], strides: 1, pad: 1 },
  { x: [2, 8, 8, 4], filter: [3, 3, 5], strides: 2, pad: 1 },
  { x: [2, 7, 7, 4], filter: [3, 3, 2], strides: 2, pad: 1 },
  { x: [2, 9, 8, 3], filter: [4, 4, 3], strides: 2, pad: 1 },
  { x: [2, 12, 11, 2], filter: [5, 5, 1], strides: 3, pad: 2 },
  { x: [2, 8, 9, 2], filter: [3, 4, 3], strides: 2, pad: uneven },
  { x: [1, 5, 6, 1], filter: [3, 4, 2], strides: [1, 2], pad: uneven },
  { x: [2, 1, 1, 3], filter: [3, 3, 2], strides: 2, pad: 1 },
  { x: [2, 5, 5, 2], filter: [3, 3, 3], strides: 2, pad: 4 },
  { x: [2, 6, 5, 2], filter: [3, 3, 3], strides: 2, pad: 0 },
  { x: [2, 6, 5, 2], filter: [3, 3, 3], strides: 2, pad: 'same' },
  { x: [2, 6, 5, 2], filter: [3, 3, 3], strides: 2, pad: 'valid' },
];

let own: Map<string, tf.KernelFunc>;

beforeEach(async () => {
  await tf.setBackend('cpu');
  own = new Map([...forward, ...backward].map((name) => [name, kernelOf(name)]));
});

afterEach(() => {
  own.forEach((kernel, name) => {
    replaceKernel('cpu', name, kernel);
  });
});

/** Makes the cpu backend refuse what the kernels of tfjs-node refuse: its own then serve as the reference. */
function refusePaddingAsTensorFlow(): void {
  const refuse = (name: string, refused: (pad: Padding) => boolean): void => {
    const kernel = kernelOf(name);
    replaceKernel('cpu', name, (call) => {
      const { pad } = call.attrs as unknown as { pad: Padding };
      if (refused(pad)) {
        throw new Error("TF Backend supports only 'valid' and 'same' padding");
      }
      return kernel(call);
    });
  };
  forward.forEach((name) => {
    refuse(name, (pad) => typeof pad === 'number');
  });
  backward.forEach((name) => {
    refuse(name, (pad) => typeof pad !== 'string');
  });
}

function kernelOf(name: string): tf.KernelFunc {
  const kernel = findKernel('cpu', name);
  if (kernel === undefined) {
    throw new Error(`The cpu backend has no kernel ${name}.`);
  }
  return kernel.kernelFunc;
}

function values(shape: number[], seed: number): tf.Tensor4D {
  return tf.randomUniform<tf.Rank.R4>(
    shape as [number, number, number, number],
    -1,
    1,
    'float32',
    seed,
  );
}

/** A fused pass, as in evaluation, and value and gradients of a plain one, as in training. */
function convolve({ x, filter, strides, pad }: Case, depthwise: boolean): number[][] {
  return computed(() => {
    const [height, width, made] = filter;
    const inputs = [values(x, 1), values([height, width, x[3], made], 2)] as const;
    // The declared types of fused convolutions leave padding along each dimension out.
    const attributes = { strides, pad: pad as number };
    const options = { x: inputs[0], filter: inputs[1], activation: 'relu', ...attributes } as const;
    const fused = depthwise ? tf.fused.depthwiseConv2d(options) : tf.fused.conv2d(options);
    const { value, grads } = tf.valueAndGrads((image: tf.Tensor, weights: tf.Tensor) => {
      const plain = depthwise ? tf.depthwiseConv2d : tf.conv2d;
      const y = plain(image as tf.Tensor4D, weights as tf.Tensor4D, strides, attributes.pad);
      return tf.sum(tf.mul(y, values(y.shape, 3)));
    })([...inputs]);
    return [fused, value, ...grads];
  });
}

/** The numbers of what `compute` makes; nothing may be left over. */
function computed(compute: () => tf.Tensor[]): number[][] {
  const before = { tensors: tf.memory().numTensors, data: tf.engine().backend.numDataIds() };
  const results = tf.tidy(compute);
  const read = results.map((x) => Array.from(x.dataSync()));
  tf.dispose(results);
  const after = { tensors: tf.memory().numTensors, data: tf.engine().backend.numDataIds() };
  expect(after).toEqual(before);
  return read;
}

function expectClose(actual: number[][], expected: number[][]): void {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const wanted = expected.flat();
  actual.flat().forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index], 4);
  });
}

describe.each([
  ['conv2d', false],
  ['depthwiseConv2d', true],
] as const)('%s where the backend knows no padding in numbers', (_, depthwise) => {
  test.each(cases)('$x by $filter, strides $strides, pad $pad', (given) => {
    const expected = convolve(given, depthwise);
    refusePaddingAsTensorFlow();
    if (typeof given.pad === 'object') {
      expect(() => convolve(given, depthwise)).toThrow('padding');
    }
    supportExplicitPadding('cpu');
    expectClose(convolve(given, depthwise), expected);
  });
});

test.each([
  { pad: 1, strides: 1, size: 8, copies: 0 },
  { pad: 1, strides: 2, size: 7, copies: 0 },
  { pad: 1, strides: 2, size: 8, copies: 1 },
  { pad: 2, strides: 1, size: 8, copies: 1 },
])(
  'copies the image with padding $pad only where it has no name: strides $strides, size $size',
  (given) => {
    const pad = kernelOf(tf.PadV2);
    let copies = 0;
    replaceKernel('cpu', tf.PadV2, (call) => {
      copies += 1;
      return pad(call);
    });
    supportExplicitPadding('cpu');
    const { strides, size } = given;
    convolve({ x: [2, size, size, 2], filter: [3, 3, 4], strides, pad: given.pad }, false);
    expect(copies).toBe(given.copies);
    replaceKernel('cpu', tf.PadV2, pad);
  },
);

test('channels first', () => {
  const gradients = (): number[][] =>
    computed(() => {
      const filter = values([3, 3, 2, 4], 2);
      const { value, grads } = tf.valueAndGrads((image: tf.Tensor, weights: tf.Tensor) => {
        const y = tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, 2, 1, 'NCHW');
        return tf.sum(tf.mul(y, values(y.shape, 3)));
      })([values([3, 2, 7, 6], 1), filter]);
      return [value, ...grads];
    });
  const expected = gradients();
  refusePaddingAsTensorFlow();
  supportExplicitPadding('cpu');
  expectClose(gradients(), expected);
});

test('asking for it again changes nothing', () => {
  supportExplicitPadding('cpu');
  const once = [...own.keys()].map(kernelOf);
  supportExplicitPadding('cpu');
  expect([...own.keys()].map(kernelOf)).toEqual(once);
  expect(once.some((kernel) => [...own.values()].includes(kernel))).toBe(false);
});
