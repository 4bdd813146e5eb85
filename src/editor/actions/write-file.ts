import * as vscode from 'vscode';
import { unlessRefused } from '../refused-by-disk.js';

/** Writes a file where a person chose. Throws a Problem where that is not possible. */
export async function writeFileAt(place: vscode.Uri, content: Uint8Array): Promise<void> {
  await unlessRefused(
    () => vscode.workspace.fs.writeFile(place, content),
    (reason) => ({
      code: 'usage',
      file: place.fsPath,
      what: vscode.l10n.t('The file could not be written: {0}', reason),
      remedy: vscode.l10n.t('Choose another place.'),
    }),
  );
}
