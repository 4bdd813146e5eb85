import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { unbiased } from '../running-moments.js';
import type { WorkName } from './assembly.js';
import { composeKernel, type KernelScope } from './kernel-scope.js';
import { rowParts } from './row-parts.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly bias: TensorInfo;
  readonly scale: TensorInfo;
  readonly offset: TensorInfo;
  readonly runningMean: TensorInfo;
  readonly runningVariance: TensorInfo;
}

interface Attributes {
  readonly epsilon: number;
  readonly share: number;
}

interface GradientInputs {
  readonly x: TensorInfo;
  readonly y: TensorInfo;
  readonly dy: TensorInfo;
  readonly mean: TensorInfo;
  /** What {@link normalizeBatch} calls the precision. */
  readonly spread: TensorInfo;
  readonly scale: TensorInfo;
}

/**
 * relu(batch norm(x)) by the batch's own statistics: [y, mean, precision], the last being 1/√(variance + epsilon); see
 * `fusedNormalization`. Two passes over x for the statistics, summed in float64 chunk by chunk, and one that writes (ours).
 */
export const normalizeBatch = composeKernel(
  (scope, { x, scale, offset, ...inputs }: Inputs, { epsilon, share }: Attributes) => {
    const { rows, channels } = matrix(x);
    const [y, mean, precision, factor] = [scope.allocate(x.shape), ...vectors(scope, channels, 3)];
    const sums = sumOverRows(scope, 'sumColumns', [x], channels);
    scope.values(mean).set(sums.map((sum) => sum / rows));
    const squares = sumOverRows(scope, 'sumColumnSquares', [x, mean], channels);
    const variances = squares.map((sum) => sum / rows);
    const precisions = variances.map((one) => 1 / Math.sqrt(one + epsilon));
    scope.values(precision).set(precisions);
    const scales = scope.values(scale);
    scope.values(factor).set(precisions.map((one, channel) => one * scales[channel]));
    write(scope, 'normalize', [x, mean, factor, offset, y]);
    const correction = unbiased(rows);
    followMoments(
      scope,
      inputs,
      scope.values(mean),
      variances.map((one) => one * correction),
      share,
    );
    return [y, mean, precision];
  },
);

/** Has the running statistics follow those of a batch; see `follow`. */
function followMoments(
  scope: KernelScope,
  { bias, runningMean, runningVariance }: Pick<Inputs, 'bias' | 'runningMean' | 'runningVariance'>,
  means: Float32Array,
  variances: Float64Array,
  share: number,
): void {
  const [mean, variance, shifts] = [runningMean, runningVariance, bias].map((x) => scope.values(x));
  for (let channel = 0; channel < mean.length; channel += 1) {
    mean[channel] += (means[channel] + shifts[channel] - mean[channel]) * share;
    variance[channel] += (variances[channel] - variance[channel]) * share;
  }
  scope.overwritten(runningMean);
  scope.overwritten(runningVariance);
}

/** Gradients of {@link normalizeBatch}: [dx, dscale, doffset]. One pass for the sums, one that writes (ours). */
export const normalizeBatchGradient = composeKernel((scope, inputs: GradientInputs) => {
  const { x, y, dy, mean, spread, scale } = inputs;
  const { rows, channels } = matrix(x);
  const dx = scope.allocate(x.shape);
  const [dscale, doffset, ofPassed, ofCentered, constant] = vectors(scope, channels, 5);
  const totals = sumOverRows(scope, 'sumGradients', [x, mean, y, dy], 2 * channels);
  const given = [spread, scale].map((vector) => scope.values(vector));
  const made = [dscale, doffset, ofPassed, ofCentered, constant];
  writeFactors(
    given,
    totals,
    rows,
    made.map((vector) => scope.values(vector)),
  );
  write(scope, 'normalizationGradient', [x, y, dy, mean, ofPassed, ofCentered, constant, dx]);
  return [dx, dscale, doffset];
});

/**
 * What the sums make of each channel: the gradients of scale and offset, and what the gradient of x is made with.
 *
 * @param totals of what relu passes of the gradient, then of that times the centered x
 */
function writeFactors(
  [precision, scale]: readonly Float32Array[],
  totals: Float64Array,
  rows: number,
  [dscale, doffset, ofPassed, ofCentered, constant]: readonly Float32Array[],
): void {
  const channels = scale.length;
  for (let channel = 0; channel < channels; channel += 1) {
    const [passed, product] = [totals[channel], totals[channels + channel]];
    const factor = scale[channel] * precision[channel];
    doffset[channel] = passed;
    dscale[channel] = product * precision[channel];
    ofPassed[channel] = factor;
    ofCentered[channel] = (-factor * precision[channel] ** 2 * product) / rows;
    constant[channel] = (-factor * passed) / rows;
  }
}

/**
 * Sums of a work of `assembly/statistics.ts`: each part's own, added in their order.
 *
 * @param operands of them x, [rows, channels], is the first
 * @param count how many sums there are
 */
function sumOverRows(
  scope: KernelScope,
  work: WorkName,
  operands: readonly TensorInfo[],
  count: number,
): Float64Array {
  const { rows, channels } = matrix(operands[0]);
  const { parts, rowsAPart, rowsAtATime } = rowParts(rows, channels);
  const sums = scope.allocate([parts, 2 * count]);
  const addresses = operands.map((tensor) => scope.address(tensor));
  const [x, shift, y, upstream] = [...addresses, 0, 0, 0];
  const task = [rows, channels, rowsAPart, rowsAtATime, x, shift, y, upstream, scope.address(sums)];
  scope.perform(work, parts, task);
  const ofParts = scope.doubles(sums);
  const totals = new Float64Array(count);
  for (let index = 0; index < ofParts.length; index += 1) {
    totals[index % count] += ofParts[index];
  }
  scope.dispose(sums);
  return totals;
}

/** Has a work of `assembly/normalize.ts` done, whose first operand is x, [rows, channels]. */
function write(scope: KernelScope, work: WorkName, operands: readonly TensorInfo[]): void {
  const { rows, channels } = matrix(operands[0]);
  const { parts, rowsAPart } = rowParts(rows, channels);
  const addresses = operands.map((tensor) => scope.address(tensor));
  scope.perform(work, parts, [rows, channels, rowsAPart, ...addresses]);
}

function matrix({ shape }: TensorInfo): { readonly rows: number; readonly channels: number } {
  const channels = shape[shape.length - 1];
  return { rows: util.sizeFromShape(shape) / channels, channels };
}

function vectors(scope: KernelScope, channels: number, count: number): TensorInfo[] {
  return Array.from({ length: count }, () => scope.allocate([channels]));
}
