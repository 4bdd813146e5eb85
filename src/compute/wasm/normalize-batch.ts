import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel, type KernelScope } from './kernel-scope.js';
import { forEachChunk } from './row-chunks.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly scale: TensorInfo;
  readonly offset: TensorInfo;
}

interface GradientInputs {
  readonly x: TensorInfo;
  readonly y: TensorInfo;
  readonly dy: TensorInfo;
  readonly mean: TensorInfo;
  readonly precision: TensorInfo;
  readonly scale: TensorInfo;
}

/**
 * relu(batch norm(x)) by the batch's own statistics: [y, mean, variance, precision], see `fusedNormalization`. Two passes
 * over x for the statistics, summed in float64 chunk by chunk, and one that writes (ours).
 */
export const normalizeBatch = composeKernel(
  (scope, { x, scale, offset }: Inputs, { epsilon }: { readonly epsilon: number }) => {
    const channels = x.shape[x.shape.length - 1];
    const rows = util.sizeFromShape(x.shape) / channels;
    const [y, mean, variance, precision, factor] = [
      scope.allocate(x.shape),
      ...vectors(scope, channels, 4),
    ];
    const sums = scope.allocate([2 * channels]);
    const { assembly } = scope;
    const [from, shift, total] = [x, mean, sums].map((tensor) => scope.address(tensor));
    scope.doubles(sums).fill(0);
    forEachChunk(rows, channels, (start, count) => {
      assembly.addColumnSums(from + start, count, channels, total);
    });
    scope.values(mean).set(scope.doubles(sums).map((sum) => sum / rows));
    scope.doubles(sums).fill(0);
    forEachChunk(rows, channels, (start, count) => {
      assembly.addColumnSquares(from + start, count, channels, shift, total);
    });
    const variances = scope.doubles(sums).map((sum) => sum / rows);
    const precisions = variances.map((one) => 1 / Math.sqrt(one + epsilon));
    scope.values(variance).set(variances);
    scope.values(precision).set(precisions);
    const scales = scope.values(scale);
    scope.values(factor).set(precisions.map((one, channel) => one * scales[channel]));
    const addresses = [mean, factor, offset, y].map((tensor) => scope.address(tensor));
    assembly.normalize(
      from,
      rows,
      channels,
      addresses[0],
      addresses[1],
      addresses[2],
      addresses[3],
    );
    return [y, mean, variance, precision];
  },
);

/** Gradients of {@link normalizeBatch}: [dx, dscale, doffset]. One pass for the sums, one that writes (ours). */
export const normalizeBatchGradient = composeKernel((scope, inputs: GradientInputs) => {
  const { x, y, dy, mean, precision, scale } = inputs;
  const channels = x.shape[x.shape.length - 1];
  const rows = util.sizeFromShape(x.shape) / channels;
  const dx = scope.allocate(x.shape);
  const [dscale, doffset, ofPassed, ofCentered, constant] = vectors(scope, channels, 5);
  const sums = scope.allocate([4 * channels]);
  const { assembly } = scope;
  const [from, value, upstream, shift, total] = [x, y, dy, mean, sums].map((tensor) =>
    scope.address(tensor),
  );
  const products = total + channels * Float64Array.BYTES_PER_ELEMENT;
  const totals = scope.doubles(sums).fill(0);
  forEachChunk(rows, channels, (start, count) => {
    const [a, b, c] = [from + start, value + start, upstream + start];
    assembly.addGradientSums(a, b, c, count, channels, shift, total, products);
  });
  const [precisions, scales] = [scope.values(precision), scope.values(scale)];
  for (let channel = 0; channel < channels; channel += 1) {
    const [passed, product] = [totals[channel], totals[channels + channel]];
    const factor = scales[channel] * precisions[channel];
    scope.values(doffset)[channel] = passed;
    scope.values(dscale)[channel] = product * precisions[channel];
    scope.values(ofPassed)[channel] = factor;
    scope.values(ofCentered)[channel] = (-factor * precisions[channel] ** 2 * product) / rows;
    scope.values(constant)[channel] = (-factor * passed) / rows;
  }
  const [a, b, c] = [ofPassed, ofCentered, constant].map((tensor) => scope.address(tensor));
  const target = scope.address(dx);
  assembly.normalizationGradient(from, value, upstream, rows, channels, shift, a, b, c, target);
  return [dx, dscale, doffset];
});

function vectors(scope: KernelScope, channels: number, count: number): TensorInfo[] {
  return Array.from({ length: count }, () => scope.allocate([channels]));
}
