import type { TensorInfo } from '@tensorflow/tfjs-core';
import { composeKernel } from './kernel-scope.js';

/** Both [batch, classes]. */
interface Inputs {
  readonly logits: TensorInfo;
  readonly labels: TensorInfo;
}

/** Mean cross-entropy and its gradient with respect to the logits, see `fusedCrossEntropy`; summed in float64 (ours). */
export const crossEntropy = composeKernel((scope, { logits, labels }: Inputs) => {
  const [batch, classes] = logits.shape;
  const [mean, gradient] = [scope.allocate([]), scope.allocate(logits.shape)];
  const [values, targets, slopes] = [logits, labels, gradient].map((x) => scope.values(x));
  let total = 0;
  for (let start = 0; start < values.length; start += classes) {
    const row = values.subarray(start, start + classes);
    const highest = row.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((all, value) => all + Math.exp(value - highest), 0);
    const shift = highest + Math.log(sum);
    for (let index = start; index < start + classes; index += 1) {
      const logProbability = values[index] - shift;
      total -= logProbability * targets[index];
      slopes[index] = (Math.exp(logProbability) - targets[index]) / batch;
    }
  }
  scope.values(mean)[0] = total / batch;
  return [mean, gradient];
});
