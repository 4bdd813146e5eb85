import * as vscode from 'vscode';
import { Problem } from '../../record/problem.js';
import { checkAlpha, readAlpha } from '../balancing-choice.js';
import { workspaceEdit } from '../workspace-edit.js';

/**
 * Asks for α and writes it into a model file that is guided, where it can be undone.
 *
 * @throws Problem where the file does not write out that it is guided
 */
export async function setAlphaInFile(file: vscode.Uri): Promise<void> {
  const { balancingIn, setAlpha } = await import('../../model-file/edits/change-balancing.js');
  const document = await vscode.workspace.openTextDocument(file);
  const current = balancingIn(document.getText());
  if (current === null || setAlpha(document.getText(), 0) === null) {
    throw new Problem({
      code: 'usage',
      file: file.fsPath,
      entry: 'balancing',
      what: vscode.l10n.t('There is no α here: the file does not write out that it is guided.'),
      remedy: vscode.l10n.t('Write balancing: guided({ alpha: 0.01 }).'),
    });
  }
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('α of the guided re-balancing'),
    prompt: vscode.l10n.t('Re-balances where |d_speed| exceeds α.'),
    value: String(current.alpha ?? ''),
    ignoreFocusOut: true,
    validateInput: checkAlpha,
  });
  const alpha = given === undefined ? null : readAlpha(given);
  // The file may have been edited while the person thought.
  const changes = alpha === null ? null : setAlpha(document.getText(), alpha);
  if (changes !== null) {
    await vscode.workspace.applyEdit(workspaceEdit(document, changes));
    await vscode.window.showTextDocument(document);
  }
}
