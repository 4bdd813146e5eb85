import path from 'node:path';
import * as vscode from 'vscode';
import type { BalancingAsked } from '../../record/balancing.js';
import { Problem } from '../../record/problem.js';
import type { Parts } from '../parts.js';
import type { TrainingSession } from '../sessions/training-session.js';
import { requireTrust } from '../trust.js';

type Needed = Pick<Parts, 'sessions' | 'library' | 'panels'>;

/**
 * Trains a model file as it stands in its editor, and shows its run beside it. Settles once it trains.
 *
 * @throws Problem where it cannot begin; CancellationError where the person gave it up
 */
export async function trainModelFile(
  parts: Needed,
  file: vscode.Uri,
  balancing: BalancingAsked | null,
): Promise<TrainingSession> {
  requireTrust();
  await saveModelFile(file);
  const modelFile = file.fsPath;
  return begin(parts, vscode.l10n.t('Loading {0}', path.basename(modelFile)), (token) =>
    parts.sessions.train({ modelFile, balancing }, token),
  );
}

/** Takes up a run where it was left, and shows it. Settles once it goes on. Throws as {@link trainModelFile} does. */
export async function continueRun(parts: Needed, directory: string): Promise<TrainingSession> {
  requireTrust();
  const { file } = (await parts.library.read(directory)).description.model;
  return begin(parts, vscode.l10n.t('Continuing {0}', path.basename(file)), (token) =>
    parts.sessions.continueRun(directory, token),
  );
}

async function begin(
  { library, panels }: Needed,
  title: string,
  start: (token: vscode.CancellationToken) => Promise<TrainingSession>,
): Promise<TrainingSession> {
  const session = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_, token) => start(token),
  );
  library.poke();
  if (session.directory !== null) {
    await panels.open(session.directory, { preserveFocus: true });
  }
  return session;
}

/** What is trained is what the person sees. Throws a Problem where it is in no file yet, or cannot be saved. */
async function saveModelFile(file: vscode.Uri): Promise<void> {
  if (file.scheme !== 'file') {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('This model file is on no disk that a training process can read.'),
      remedy: vscode.l10n.t('Save it in a folder first.'),
    });
  }
  const document = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.toString() === file.toString(),
  );
  if (document?.isDirty === true && !(await document.save())) {
    throw new Problem({
      code: 'usage',
      file: file.fsPath,
      what: vscode.l10n.t('It has changes that could not be saved.'),
      remedy: vscode.l10n.t('Save it, then train.'),
    });
  }
}
