import path from 'node:path';
import * as vscode from 'vscode';
import { continueRun } from './actions/train.js';
import type { Way } from './notifications.js';
import type { Parts } from './parts.js';
import type { SessionEnded } from './sessions/training-sessions.js';

/** Tells the person how trainings have ended, where they did not end them themselves. */
export function tellOutcomes(parts: Parts): vscode.Disposable {
  return parts.sessions.onDidEnd((ended) => {
    parts.library.poke();
    tell(parts, ended);
  });
}

function tell(parts: Parts, { session, outcome }: SessionEnded): void {
  const { directory } = session;
  if (directory === null) {
    return;
  }
  const { notifications } = parts;
  const open: Way = {
    title: vscode.l10n.t('Open Run'),
    take: () => parts.panels.open(directory),
  };
  const goOn: Way = {
    title: vscode.l10n.t('Continue'),
    take: () => continueRun(parts, directory),
  };
  const { state, problem } = outcome;
  if (problem !== null) {
    const canGoOn = outcome.crashed || state === 'interrupted';
    notifications.problem(problem, canGoOn ? [goOn] : [open]);
  } else if (state === 'finished' && !parts.panels.isVisible(directory)) {
    const name = path.basename(session.modelFile);
    notifications.information(vscode.l10n.t('Training {0} has finished.', name), [open]);
  }
}
