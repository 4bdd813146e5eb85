import * as vscode from 'vscode';

/**
 * Has TypeScript look anew for the configuration of the files that are open, after one was written where there was none.
 * Reloading its projects does not do: it remembers that there is none until a watcher of files tells otherwise. Where no
 * file is open, it has looked for nothing yet.
 */
export async function restartTypeScript(): Promise<void> {
  const command = 'typescript.restartTsServer';
  const hasLooked = vscode.workspace.textDocuments.some(({ languageId }) =>
    /^(type|java)script/.test(languageId),
  );
  if (hasLooked && (await vscode.commands.getCommands(true)).includes(command)) {
    await vscode.commands.executeCommand(command);
  }
}
