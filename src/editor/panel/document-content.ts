import path from 'node:path';
import * as vscode from 'vscode';
import type { PageContent } from '../pages/page-host.js';

/** What is shown of a `run.json` that was opened: the run whose folder it lies in. */
export function documentContent(uri: vscode.Uri): PageContent {
  if (uri.scheme === 'file') {
    return { kind: 'runs', directories: [path.dirname(uri.fsPath)] };
  }
  return {
    kind: 'nothing',
    why: 'unreadable',
    problem: {
      code: 'usage',
      file: uri.toString(),
      what: vscode.l10n.t('This is not a run on a disk, but a text of one.'),
      remedy: vscode.l10n.t('Use “Reopen Editor With…” and choose the text editor.'),
    },
  };
}
