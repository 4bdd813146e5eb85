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
  const source = scope.values(filter);
  const target = scope.values(packed);
  const tapSize = inputs.count * outputs.count;
  let position = 0;
  for (let group = 0; group < outputs.count; group += channelsAtATime) {
    const channels = Math.min(channelsAtATime, outputs.count - group);
    for (const tap of taps) {
      for (let input = 0; input < inputs.count; input += 1, position += channelsAtATime) {
        const from = tap * tapSize + input * inputs.stride + group * outputs.stride;
        for (let channel = 0; channel < channels; channel += 1) {
          target[position + channel] = source[from + channel * outputs.stride];
        }
        target.fill(0, position + channels, position + channelsAtATime);
      }
    }
  }
  return packed;
}
