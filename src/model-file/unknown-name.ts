import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import { suggestName } from '../record/suggest-name.js';

/** The problem of a name that 'modality-lens' does not have: its entry is that name. */
export class UnknownName extends Problem {
  constructor(name: string, names: readonly string[]) {
    super({
      code: 'model-file',
      entry: name,
      what: l10n.t("'modality-lens' has no '{0}'.", name),
      remedy: suggestName(name, names),
    });
  }
}
