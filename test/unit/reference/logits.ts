import * as tf from '@tensorflow/tfjs-core';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { readLogits, type HostLogits } from '../../../src/training/predictions.js';

/** The logits of one pass on the host, by branch. */
export async function logitsOf(
  network: MultiModalNetwork,
  ...pass: Parameters<MultiModalNetwork['forward']>
): Promise<HostLogits> {
  const { logits, squeezed } = network.forward(...pass);
  const values = await readLogits(logits);
  tf.dispose([...logits, ...squeezed.flat()].filter((one) => one !== null));
  return values;
}
