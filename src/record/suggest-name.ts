import * as l10n from '@vscode/l10n';
import { nearestName } from './nearest-name.js';

/** The way out for a name that is none of `names`, in one sentence: the nearest of them, or else all of them. */
export function suggestName(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest === null
    ? l10n.t('What there is: {0}.', names.join(', '))
    : l10n.t("Did you mean '{0}'?", nearest);
}
