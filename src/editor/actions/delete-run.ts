import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../record/problem.js';
import type { Parts } from '../parts.js';
import { unlessRefused } from '../refused-by-disk.js';

/**
 * Moves a run to the trash, if the person confirms. Where there is no trash, asks again before it deletes.
 *
 * @param directory a run's, or that of a damaged one, in one of the workspace's folders of runs
 * @throws Problem where it is elsewhere, somebody writes it, or it cannot be deleted
 */
export async function deleteRun(
  { library }: Pick<Parts, 'library'>,
  directory: string,
): Promise<void> {
  if (!library.directories.includes(path.dirname(directory))) {
    throw new Problem({
      code: 'usage',
      file: directory,
      what: vscode.l10n.t('This is not among the runs of this window.'),
      remedy: vscode.l10n.t('Delete it in the file manager.'),
    });
  }
  await refuseWhileWritten(directory);
  const name = path.basename(directory);
  if (await confirms(vscode.l10n.t('Delete {0}?', name), vscode.l10n.t('Move to Trash'))) {
    await refuseWhileWritten(directory);
    await remove(vscode.Uri.file(directory), name);
    library.poke();
  }
}

async function remove(uri: vscode.Uri, name: string): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: true });
  } catch {
    // Not every system that runs are on has a trash (a remote machine has none).
    const question = vscode.l10n.t('{0} cannot be moved to a trash. Delete it for good?', name);
    if (await confirms(question, vscode.l10n.t('Delete for Good'))) {
      await removeForGood(uri);
    }
  }
}

async function removeForGood(uri: vscode.Uri): Promise<void> {
  await unlessRefused(
    () => vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false }),
    (reason) => ({
      code: 'run',
      file: uri.fsPath,
      what: vscode.l10n.t('It could not be deleted: {0}', reason),
      remedy: vscode.l10n.t('Check who may write there, and whether a program holds it open.'),
    }),
  );
}

async function confirms(question: string, yes: string): Promise<boolean> {
  const detail = vscode.l10n.t('Its steps, findings and checkpoints go with it.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function refuseWhileWritten(directory: string): Promise<void> {
  const { livingWriter } = await import('../../runs/lock-holder.js');
  const writer = livingWriter(directory);
  if (writer !== null) {
    throw new Problem({
      code: 'run',
      file: directory,
      what: vscode.l10n.t('Process {0} on {1} still writes it.', writer.pid, writer.hostname),
      remedy: vscode.l10n.t('Stop the training first.'),
    });
  }
}
