import * as l10n from '@vscode/l10n';
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
  return modelFileProblem(
    entry,
    l10n.t("There is no option '{0}' here.", name),
    remedyFor(name, known),
    cause,
  );
}

function remedyFor(name: string, known: readonly string[]): string {
  if (known.length === 0) {
    return l10n.t('There are no options: leave this one out.');
  }
  const nearest = nearestName(name, known);
  return nearest === null
    ? l10n.t('The options are {0}.', known.join(', '))
    : l10n.t("Did you mean '{0}'? The options are {1}.", nearest, known.join(', '));
}
