import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';
import { wholeGroups } from './packed-filter.js';
import {
  bandsOf,
  denseLayout,
  describeWindow,
  type OutputLayout,
  type SeenInput,
  type SlidingWindow,
} from './sliding-window.js';

/** Pixels that the assembly computes together, and what it notes of each, and of so many, bytes. */
const [pixelsAtATime, pixelLength, tapsLength] = [4, 8, 8];

/** What the assembly reads as a vector begins at a multiple of so many bytes. */
const vectorLength = 16;

/**
 * How much of the padded input is worked on at a time, bytes: it stays in the cache of one core, and tiles have enough
 * pixels that see the same of the filter.
 */
const bytesAtATime = 2 ** 17;

/** What a filter makes of what it sees. */
export interface SlidFilter {
  /** As `packFilter` lays it out. */
  readonly packed: TensorInfo;
  /** [channels]; null for none. */
  readonly bias: TensorInfo | null;
  /** Whether what is below zero becomes zero. */
  readonly relu: boolean;
}

/**
 * Slides a filter over `input` and writes the result to `output` from value `offset` on.
 *
 * @param layout its channels are whole groups
 */
export function slideFilter(
  scope: KernelScope,
  window: SlidingWindow,
  input: SeenInput,
  { packed, bias, relu }: SlidFilter,
  output: TensorInfo,
  offset: number,
  layout: OutputLayout,
): void {
  const biases = wholeBias(scope, bias, layout.channels);
  const bands = bandsOf(window, bytesAtATime);
  const pixels = Math.ceil(bands.scratchBytes / vectorLength) * vectorLength;
  const tiles = Math.ceil(bands.pixels / pixelsAtATime);
  const taps = pixels + tiles * pixelsAtATime * pixelLength;
  const task = [
    ...describeWindow(scope, window, input, layout, bands),
    ...[scope.address(packed), scope.address(biases), Number(relu)],
    ...[scope.address(output) + offset * Float32Array.BYTES_PER_ELEMENT, pixels, taps],
  ];
  scope.perform('convolve', bands.count, task, taps + tiles * tapsLength);
  scope.dispose(biases);
}

/** An output of [batch, height, width, channels] and its layout, with the channels rounded up to whole groups. */
export function allocateOutput(
  scope: KernelScope,
  [batch, height, width, channels]: readonly number[],
): { readonly output: TensorInfo; readonly layout: OutputLayout } {
  const whole = wholeGroups(channels);
  return {
    output: scope.allocate([batch, height, width, whole]),
    layout: denseLayout(height, width, whole),
  };
}

/** x, [..., channels], with so many channels instead: the first ones, or zeros after those that are there. */
export function withChannels(scope: KernelScope, x: TensorInfo, channels: number): TensorInfo {
  const present = x.shape[x.shape.length - 1];
  if (present === channels) {
    return x;
  }
  const shape = [...x.shape.slice(0, -1), channels];
  const rows = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const result = scope.allocate(shape);
  const bytes = Float32Array.BYTES_PER_ELEMENT;
  const kept = Math.min(present, channels);
  scope.assembly.pad(
    scope.address(x),
    scope.address(result),
    1,
    0,
    rows,
    present * bytes,
    kept * bytes,
    0,
    (channels - kept) * bytes,
    0,
    0,
    0,
    0,
  );
  return result;
}

function wholeBias(scope: KernelScope, bias: TensorInfo | null, channels: number): TensorInfo {
  const biases = scope.allocate([channels]);
  const values = scope.values(biases).fill(0);
  if (bias !== null) {
    values.set(scope.values(bias));
  }
  return biases;
}
