import * as vscode from 'vscode';

/** Shows a run's folder in the system's file manager; where the editor runs in a browser, in its own tree of files. */
export async function revealRun(directory: string): Promise<void> {
  const uri = vscode.Uri.file(directory);
  const inSystem =
    vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  await vscode.commands.executeCommand(inSystem ? 'revealFileInOS' : 'revealInExplorer', uri);
}
