import path from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import type { TrainingSession } from '../sessions/training-session.js';

/** Ends a training at once, if the person confirms that what came after its last checkpoint may be lost. */
export async function stopAtOnce(
  { sessions }: Pick<Parts, 'sessions'>,
  session: TrainingSession,
): Promise<void> {
  if (session.state === 'loading') {
    await sessions.stopAtOnce(session);
    return;
  }
  const stop = vscode.l10n.t('Stop at Once');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Stop training {0} at once?', path.basename(session.modelFile)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Steps after its last checkpoint are lost. To keep them, stop it without haste: that ends the step in progress and writes a checkpoint.',
      ),
    },
    stop,
  );
  if (chosen === stop && session.state !== 'ended') {
    await sessions.stopAtOnce(session);
  }
}
