import * as vscode from 'vscode';
import { Problem } from '../../record/problem.js';

/** Writes a file where a person chose. Throws a Problem where that is not possible. */
export async function writeFileAt(place: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(place, content);
  } catch (error) {
    throw new Problem(
      {
        code: 'usage',
        file: place.fsPath,
        what: vscode.l10n.t(
          'The file could not be written: {0}',
          error instanceof Error ? error.message : String(error),
        ),
        remedy: vscode.l10n.t('Choose another place.'),
      },
      { cause: error },
    );
  }
}
