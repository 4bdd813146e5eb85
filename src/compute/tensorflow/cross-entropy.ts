import type { Composition } from './compose-kernel.js';
import { Operation } from './operation.js';

const softmaxCrossEntropy = new Operation('SoftmaxCrossEntropyWithLogits');

/** Mean cross-entropy and its gradient: see `fusedCrossEntropy`. */
export const crossEntropy: Composition<unknown> = (operations, inputs) => {
  const [logits, labels] = [inputs.logits, inputs.labels].map((one) => operations.take(one));
  const [losses, slopes] = operations.execute(softmaxCrossEntropy, [logits, labels], 2);
  const share = operations.constant(1 / logits.shape[0]);
  return [operations.reduce('Mean', losses, [0]), operations.apply('Mul', slopes, share)];
};
