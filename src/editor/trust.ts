import * as vscode from 'vscode';
import { Problem } from '../record/problem.js';

/** What a {@link Problem} about trust says in `entry`, so that the way out can be offered. */
export const trustEntry = 'workspace trust';

/** Throws a Problem where the folder is not trusted: a model file, and a run's copy of one, is code. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new Problem({
      code: 'usage',
      entry: trustEntry,
      what: vscode.l10n.t('A model file is code, and this folder is not trusted: nothing was run.'),
      remedy: vscode.l10n.t('Trust the folder if you know who wrote what is in it.'),
    });
  }
}
