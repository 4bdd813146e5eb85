import { coloredAndGrayMnist } from 'modality-lens';
import { everySplit } from './every-split.js';
import { experimentModel } from './shared.js';

/** The labels dealt out anew within each split, after the coloring: neither modality says anything of them. */
const data = everySplit('shuffled-labels', coloredAndGrayMnist(), (split, seed) => ({
  ...split,
  labels: dealt(split.labels, seed),
}));

/** The labels in an order that the seed decides (Fisher and Yates, with a linear congruential generator). */
function dealt(labels: Int32Array, seed: number): Int32Array {
  const order = labels.slice();
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

export default experimentModel({ name: 'shuffled-labels', data });
