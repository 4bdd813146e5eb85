import type { MultiModalNetwork } from '../network/multi-modal-network.js';
import { readSafetensors } from '../runs/safetensors.js';

/**
 * Sets the weights of `network` to those in a safetensors file, by name. What is measured during training, batch norm's
 * running statistics and the gate means, may be left out of the file and then starts afresh.
 *
 * @throws Problem `weights` where the file is damaged or does not fit; the network is unchanged then
 */
export async function importInitialWeights(
  network: MultiModalNetwork,
  file: string,
): Promise<void> {
  const { tensors } = await readSafetensors(file);
  const own = await network.exportWeights();
  const measured = network.statistics.map(({ name }) => name);
  const fresh = [...own].filter(([name]) => measured.includes(name) && !tensors.has(name));
  network.importWeights(new Map([...tensors, ...fresh]));
}
