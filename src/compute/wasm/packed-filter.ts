import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelScope } from './kernel-scope.js';

/** How many output channels are computed together. */
export const channelsAtATime = 8;

/** Rounded up to whole groups of channels. */
export function wholeGroups(channels: number): number {
  return Math.ceil(channels / channelsAtATime) * channelsAtATime;
}

/**
 * A filter, [taps, in, out], as the assembly reads it: [out / 8, taps, in, 8], zero where channels are missing to a whole
 * group.
 *
 * @param taps which taps, in the order in which they are read
 * @param strides of the values of `filter` from an input, and from an output channel, to the next
 */
export function packFilter(
  scope: KernelScope,
  filter: TensorInfo,
  taps: readonly number[],
  inputs: { readonly count: number; readonly stride: number },
  outputs: { readonly count: number; readonly stride: number },
): TensorInfo {
  const packed = scope.allocate([wholeGroups(outputs.count) * taps.length * inputs.count]);
  const [source, target] = [filter, packed].map((tensor) => scope.address(tensor));
  const bytes = Float32Array.BYTES_PER_ELEMENT;
  const tapSize = inputs.count * outputs.count * bytes;
  const packedTap = inputs.count * channelsAtATime * bytes;
  taps.forEach((tap, position) => {
    scope.assembly.packTap(
      source + tap * tapSize,
      target + position * packedTap,
      inputs.count,
      inputs.stride * bytes,
      outputs.count,
      outputs.stride * bytes,
      taps.length * packedTap,
    );
  });
  return packed;
}
