import { closest } from 'fastest-levenshtein';
import { Problem } from '../record/problem.js';

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
    throw new Problem({
      code: 'model-file',
      entry,
      what: `There is no modality \`${name}\`.`,
      remedy: `Did you mean \`${closest(name, modalityNames)}\`? There are: ${modalityNames.join(', ')}.`,
    });
  }
  return index;
}
