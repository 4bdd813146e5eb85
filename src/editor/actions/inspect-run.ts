import path from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import type { InspectionAsked } from '../sessions/training-sessions.js';

/**
 * Measures conditional utilization of a checkpoint, and shows the result wherever the run is shown.
 *
 * @throws Problem where it cannot be measured; CancellationError where the person gave it up
 */
export async function inspectRun(
  { sessions, panels }: Pick<Parts, 'sessions' | 'panels'>,
  asked: InspectionAsked,
): Promise<void> {
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Inspecting {0}', path.basename(asked.directory)),
      cancellable: true,
    },
    (_, token) => sessions.inspect(asked, token),
  );
  panels.tellInspection(asked.directory, result);
}
