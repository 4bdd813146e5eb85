import * as l10n from '@vscode/l10n';
import type { MultiModalNetwork } from '../network/multi-modal-network.js';
import type { TensorMap } from '../record/checkpoint.js';
import { Problem } from '../record/problem.js';
import { fromPyTorch, hasPyTorchNames, pyTorchLayout } from '../runs/pytorch-layout.js';
import { readSafetensors, type Safetensors } from '../runs/safetensors.js';

/**
 * Sets the weights of `network` to those in a safetensors file: by our names, as checkpoints have them, or a PyTorch
 * `state_dict` where the file's metadata say `layout: pytorch` (`docs/weights.md`). What is measured during training,
 * batch norm's running statistics and the gate means, may be left out of the file and then starts afresh.
 *
 * @throws Problem `weights` where the file is damaged or does not fit; the network is unchanged then
 */
export async function importInitialWeights(
  network: MultiModalNetwork,
  file: string,
): Promise<void> {
  const stored = await readSafetensors(file);
  const own = await network.exportWeights();
  const modalities = network.specification.modalities.map(({ name }) => name);
  const tensors = inOwnLayout(stored, file, [...own.keys()], modalities);
  const measured = network.statistics.map(({ name }) => name);
  const fresh = [...own].filter(([name]) => measured.includes(name) && !tensors.has(name));
  try {
    network.importWeights(new Map([...tensors, ...fresh]));
  } catch (thrown) {
    throw thrown instanceof Problem
      ? new Problem({ ...thrown.description, file }, { cause: thrown })
      : thrown;
  }
}

function inOwnLayout(
  { tensors, metadata }: Safetensors,
  file: string,
  names: readonly string[],
  modalities: readonly string[],
): TensorMap {
  const layout = metadata.get('layout');
  const order = metadata.get('modalities');
  if (order !== undefined && order !== JSON.stringify(modalities)) {
    throw new Problem({
      ...{ code: 'weights', file, entry: '__metadata__.modalities' },
      what: l10n.t(
        "The weights are of the modalities {0}, but the network's are {1}.",
        order,
        JSON.stringify(modalities),
      ),
      remedy: l10n.t('Use the model file that the weights were trained with.'),
    });
  }
  if (layout === pyTorchLayout) {
    return fromPyTorch(tensors, names, modalities);
  }
  if (layout !== undefined || hasPyTorchNames(tensors)) {
    throw new Problem({
      ...{ code: 'weights', file, entry: '__metadata__.layout' },
      what:
        layout === undefined
          ? l10n.t(
              "The names are those of a PyTorch state_dict, but the file's metadata do not say so.",
            )
          : l10n.t("The layout '{0}' is not known.", layout),
      remedy: l10n.t("Save a PyTorch state_dict with metadata={'layout': 'pytorch'}."),
    });
  }
  return tensors;
}
