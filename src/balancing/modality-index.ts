import * as l10n from '@vscode/l10n';
import { modelFileProblem } from '../record/model-file-problem.js';
import { suggestName } from '../record/suggest-name.js';

/**
 * The index of the modality called `name`.
 *
 * @param entry where the name stands, such as `balancing.modality`
 * @throws Problem `model-file`, with the nearest name, where there is none of that name
 */
export function modalityIndex(
  name: string,
  modalityNames: readonly string[],
  entry: string,
): number {
  const index = modalityNames.indexOf(name);
  if (index === -1) {
    const remedy = suggestName(name, modalityNames);
    throw modelFileProblem(entry, l10n.t("There is no modality '{0}'.", name), remedy);
  }
  return index;
}
