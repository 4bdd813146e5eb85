import path from 'node:path';
import * as vscode from 'vscode';
import { mayChangeConfiguration, sayConfigurationLeft } from './configuration-consent.js';
import type { Parts } from './parts.js';
import { restartTypeScript } from './restart-type-script.js';

/**
 * Writes what the editor needs to know the names in a model file that was not made by New Model File, without anything being
 * installed. Nothing is run. A tsconfig.json that is there is changed only if the person agrees.
 *
 * @throws Problem where a file cannot be written
 */
export async function writeModelTypes(
  { extensionUri, notifications }: Pick<Parts, 'extensionUri' | 'notifications'>,
  modelFile: vscode.Uri,
): Promise<void> {
  const folder = path.dirname(modelFile.fsPath);
  const { supportModelFiles } = await import('../model-file/scaffold/support-model-files.js');
  const { left } = await supportModelFiles(folder, {
    directory: vscode.workspace.getWorkspaceFolder(modelFile)?.uri.fsPath ?? folder,
    installation: extensionUri.fsPath,
    mayChange: mayChangeConfiguration,
  });
  await restartTypeScript();
  if (left === null) {
    notifications.information(
      vscode.l10n.t('The editor now knows what a model file can import, and its names.'),
    );
  } else {
    sayConfigurationLeft(left.file);
  }
}
