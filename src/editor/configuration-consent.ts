import * as vscode from 'vscode';
import type { ConfigurationAddition } from '../model-file/scaffold/change-configuration.js';

/** Whether a tsconfig.json that is there already may get what it lacks, which is shown. */
export async function mayChangeConfiguration(
  file: string,
  addition: ConfigurationAddition,
): Promise<boolean> {
  const add = vscode.l10n.t('Add');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Add to {0}?', vscode.workspace.asRelativePath(file)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'For the editor to know the names in the model file, it needs:\n\n{0}',
        JSON.stringify(addition, undefined, 2),
      ),
    },
    add,
    vscode.l10n.t('Leave as It Is'),
  );
  return chosen === add;
}

/** Says that a tsconfig.json was left as it is, and what that means. */
export function sayConfigurationLeft(file: string): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} was left as it is: until it has the addition, names in the model file stay unknown to the editor.',
      vscode.workspace.asRelativePath(file),
    ),
  );
}
