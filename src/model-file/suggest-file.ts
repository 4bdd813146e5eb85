import * as l10n from '@vscode/l10n';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nearestName } from '../record/nearest-name.js';

/** The way out for a file that is not there, in one sentence: the nearest name in its folder. */
export function suggestFile(missing: string): string {
  const folder = path.dirname(missing);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return l10n.t('There is no folder {0} either; check the path.', folder);
  }
  const nearest = nearestName(path.basename(missing), names);
  return nearest === null
    ? l10n.t('Nothing in {0} has a name like it; check the path.', folder)
    : l10n.t("Did you mean '{0}'?", nearest);
}
