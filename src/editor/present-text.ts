import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The text of a file as the editor has it, unsaved changes included, else as it is on disk; null where there is none. */
export async function presentText(file: string): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === 'file' && uri.fsPath === file,
  );
  if (open !== undefined) {
    return open.getText();
  }
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}
