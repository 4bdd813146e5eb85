import { workspace } from 'vscode';

/** Absolute path of the folder that the suite has open. */
export function workspaceFolder(): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) {
    throw new Error('No folder is open.');
  }
  return folder;
}
