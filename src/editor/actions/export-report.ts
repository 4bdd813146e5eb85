import path from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { writeFileAt } from './write-file.js';

/**
 * Writes what a run shows as one HTML file.
 *
 * @param target where to; asked for where it is left out
 * @throws Problem where the run cannot be read or the file not be written
 */
export async function exportReport(
  { notifications }: Pick<Parts, 'notifications'>,
  directory: string,
  target?: vscode.Uri,
): Promise<void> {
  const place = target ?? (await askForPlace(directory));
  if (place === undefined) {
    return;
  }
  const { reportOf } = await import('../../cli/report-of.js');
  const { text } = await reportOf([directory]);
  await writeFileAt(place, Buffer.from(text));
  notifications.information(
    vscode.l10n.t('The report is written: {0}', vscode.workspace.asRelativePath(place)),
    // A browser elsewhere reaches no file of a remote machine.
    vscode.env.remoteName === undefined
      ? [
          {
            title: vscode.l10n.t('Open in Browser'),
            take: () => vscode.env.openExternal(place),
          },
        ]
      : [],
  );
}

function askForPlace(directory: string): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(directory);
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Report'),
    defaultUri: vscode.Uri.joinPath(folder, `${path.basename(directory)}.html`),
    filters: { HTML: ['html'] },
  });
}
