import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import type { Run } from '../runs/read-run.js';

/** @throws Problem `usage` where `run` trained one modality alone, which has no other to do without */
export function requireSeveralModalities({ directory, description }: Run): void {
  if (description.modalities.length < 2) {
    throw new Problem({
      code: 'usage',
      file: directory,
      what: l10n.t('This run trained one modality alone: there is no other to cut off.'),
      remedy: l10n.t('Inspect a run of the whole network.'),
    });
  }
}
