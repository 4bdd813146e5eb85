import * as vscode from 'vscode';
import type { Rung } from '../../compute/probe-ladder.js';
import { backendName } from '../../record/run.js';
import { nodeBinary } from '../sessions/node-binary.js';
import { nodeSetting } from '../settings.js';

/**
 * Tries every backend that training can take, each in a child of its own, as a training would. Packages of the workspace
 * are tried only where it is trusted: their native code runs.
 *
 * @param script path of the command line's bundle
 * @throws Problem where the Node binary of the settings cannot be used; CancellationError where `token` gave it up
 */
export async function probeBackends(
  script: string,
  token: vscode.CancellationToken,
): Promise<Rung[]> {
  const { probeLadder } = await import('../../compute/probe-ladder.js');
  const giveUp = new AbortController();
  const cancelled = token.onCancellationRequested(() => {
    giveUp.abort();
  });
  try {
    const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
    const rungs = await probeLadder({
      ...(await nodeBinary(nodeSetting())),
      ...{ script, signal: giveUp.signal },
      searchPaths: folders.map(({ uri }) => uri.fsPath),
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
