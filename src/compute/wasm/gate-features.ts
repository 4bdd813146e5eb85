import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

interface Inputs {
  readonly x: TensorInfo;
  readonly gate: TensorInfo;
}

/** gate ⊙ x, channel by channel of each sample, see `fusedGate`. */
export const gateFeatures = composeKernel((scope, { x, gate }: Inputs) => {
  const { batch, rows, channels } = layout(x);
  const y = scope.allocate(x.shape);
  const [from, factors, to] = [x, gate, y].map((tensor) => scope.address(tensor));
  forEachSample(batch, rows, channels, (image, vector) => {
    scope.assembly.multiplyRows(from + image, rows, channels, factors + vector, to + image);
  });
  return y;
});

/** Gradients of {@link gateFeatures}: [dx, dgate]. */
export const gateFeaturesGradient = composeKernel(
  (scope, { x, gate, dy }: Inputs & { readonly dy: TensorInfo }) => {
    const { batch, rows, channels } = layout(x);
    const dx = scope.allocate(x.shape);
    const dgate = scope.allocate(gate.shape);
    const [from, factors, upstream] = [x, gate, dy].map((tensor) => scope.address(tensor));
    const [to, sums] = [dx, dgate].map((tensor) => scope.address(tensor));
    const { assembly } = scope;
    forEachSample(batch, rows, channels, (image, vector) => {
      assembly.multiplyRows(upstream + image, rows, channels, factors + vector, to + image);
      assembly.sumProducts(upstream + image, from + image, rows, channels, sums + vector);
    });
    return [dx, dgate];
  },
);

function layout({ shape }: TensorInfo): { batch: number; rows: number; channels: number } {
  return {
    batch: shape[0],
    rows: util.sizeFromShape(shape.slice(1, -1)),
    channels: shape[shape.length - 1],
  };
}

/** Where each sample's features, and its vector of one value a channel, begin, in bytes from the first. */
function forEachSample(
  batch: number,
  rows: number,
  channels: number,
  visit: (image: number, vector: number) => void,
): void {
  const vectorLength = channels * Float32Array.BYTES_PER_ELEMENT;
  for (let sample = 0; sample < batch; sample += 1) {
    visit(sample * rows * vectorLength, sample * vectorLength);
  }
}
