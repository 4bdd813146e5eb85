import type { TensorInfo } from '@tensorflow/tfjs-core';
import { splitSamples } from './gate-features.js';
import type { KernelScope } from './kernel-scope.js';

/**
 * Writes the mean over what lies between the samples and the channels of `x`, [samples, channels], to `address`; all threads
 * take part.
 *
 * @param shape that `x` is looked at with: [samples, …, channels], the channels a multiple of four
 */
export function squeezeSamples(
  scope: KernelScope,
  x: TensorInfo,
  shape: number[],
  address: number,
): void {
  const { parts, fields } = splitSamples({ shape });
  const scratchBytes = shape[shape.length - 1] * Float64Array.BYTES_PER_ELEMENT;
  scope.perform('squeezeSamples', parts, [...fields, scope.address(x), 0, address], scratchBytes);
}
