import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';
import { rowParts } from './row-parts.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly gate: TensorInfo;
}

/** gate ⊙ x, channel by channel of each sample, see `fusedGate`. */
export const gateFeatures = composeKernel((scope, { x, gate }: Inputs) => {
  const { parts, fields } = splitSamples(x);
  const y = scope.allocate(x.shape);
  const addresses = [x, gate, y].map((tensor) => scope.address(tensor));
  scope.perform('gateSamples', parts, [...fields, ...addresses]);
  return y;
});

/** Gradients of {@link gateFeatures}: [dx, dgate]. */
export const gateFeaturesGradient = composeKernel(
  (scope, { x, gate, dy }: Inputs & { readonly dy: TensorInfo }) => {
    const { parts, fields } = splitSamples(x);
    const dx = scope.allocate(x.shape);
    const dgate = scope.allocate(gate.shape);
    const addresses = [x, gate, dx, dy, dgate].map((tensor) => scope.address(tensor));
    scope.perform('gateSamplesGradient', parts, [...fields, ...addresses]);
    return [dx, dgate];
  },
);

/** How the samples are split, and the first fields of `Gating` in `assembly/gate.ts`. */
export function splitSamples({ shape }: Pick<TensorInfo, 'shape'>): {
  readonly parts: number;
  readonly fields: number[];
} {
  const [samples, channels] = [shape[0], shape[shape.length - 1]];
  const rows = util.sizeFromShape(shape.slice(1, -1));
  const { parts, rowsAPart } = rowParts(samples, rows * channels);
  return { parts, fields: [samples, rowsAPart, rows, channels] };
}
