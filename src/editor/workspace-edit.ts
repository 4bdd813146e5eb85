import * as vscode from 'vscode';
import type { TextChange } from '../model-file/edits/text-change.js';

/** Changes of a document's text, as an edit that can be undone. */
export function workspaceEdit(
  document: vscode.TextDocument,
  changes: readonly TextChange[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of changes) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text);
  }
  return edit;
}
