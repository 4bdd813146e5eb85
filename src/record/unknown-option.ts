import { modelFileProblem } from './model-file-problem.js';
import { nearestName } from './nearest-name.js';
import type { Problem } from './problem.js';

/**
 * The Problem `model-file` of an option that there is not: its remedy has the nearest name and the whole list.
 *
 * @param known the names of the options that there are; may be empty
 * @param entry where the unknown option stands, itself the last part
 */
export function unknownOption(
  name: string,
  known: readonly string[],
  entry: string,
  cause?: unknown,
): Problem {
  const nearest = nearestName(name, known);
  const suggestion = nearest === null ? '' : `Did you mean '${nearest}'? `;
  const remedy =
    known.length === 0
      ? 'There are no options: leave this one out.'
      : `${suggestion}The options are ${known.join(', ')}.`;
  return modelFileProblem(entry, `There is no option '${name}' here.`, remedy, cause);
}
