import * as vscode from 'vscode';
import type { Rung } from '../../compute/probe-ladder.js';
import { backendName } from '../../record/run.js';
import { childSurroundings } from '../sessions/child-surroundings.js';

/**
 * Tries every backend that training can take, each in a child of its own, as a training would. Packages of the workspace
 * are tried only where it is trusted: their native code runs.
 *
 * @param script path of the command line's bundle
 * @param backends path of the folder of the backends that are set up
 * @throws Problem where the Node binary of the settings cannot be used; CancellationError where `token` gave it up
 */
export async function probeBackends(
  script: string,
  backends: string,
  token: vscode.CancellationToken,
): Promise<Rung[]> {
  const { packageFolders } = await import('../../compute/installed-backends.js');
  const { probeLadder } = await import('../../compute/probe-ladder.js');
  const giveUp = new AbortController();
  const cancelled = token.onCancellationRequested(() => {
    giveUp.abort();
  });
  try {
    const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
    const rungs = await probeLadder({
      ...(await childSurroundings(backends)),
      ...{ script, signal: giveUp.signal },
      searchPaths: packageFolders(
        folders.map(({ uri }) => uri.fsPath),
        backends,
      ),
      // Plain JavaScript is for tests of numbers alone.
      names: backendName.options.filter((name) => name !== 'cpu'),
    });
    if (token.isCancellationRequested) {
      throw new vscode.CancellationError();
    }
    return rungs;
  } finally {
    cancelled.dispose();
  }
}
