import * as vscode from 'vscode';
import { mostCompared } from '../../record/page-message.js';
import { Problem } from '../../record/problem.js';
import { directoryGiven } from '../command-argument.js';
import type { Parts } from '../parts.js';
import { pickRuns } from '../pick.js';

/**
 * Puts runs side by side: those that are selected in the tree, else those that the person chooses.
 *
 * @param given the run that the command was called on
 * @param selected all that is selected with it
 * @throws Problem where they are fewer than two, or too many
 */
export async function compareRuns(
  parts: Pick<Parts, 'library' | 'sessions' | 'panels'>,
  given: unknown,
  selected: unknown,
): Promise<void> {
  const all: readonly unknown[] =
    Array.isArray(selected) && selected.length > 0 ? selected : [given];
  const directories = all.map(directoryGiven).filter((each) => each !== undefined);
  const chosen = directories.length > 1 ? directories : await pickRuns(parts, directories);
  if (chosen === undefined) {
    return;
  }
  if (chosen.length < 2) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('A comparison needs two runs or more.'),
      remedy: vscode.l10n.t('Choose another beside it.'),
    });
  }
  if (chosen.length > mostCompared) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('{0} runs are too many for one panel.', chosen.length),
      remedy: vscode.l10n.t('Choose {0} at most; the command line compares more.', mostCompared),
    });
  }
  await parts.panels.compare(chosen);
}
