import path from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { referencesOf } from '../runs/references-of.js';
import type { InspectionAsked } from '../sessions/training-sessions.js';

/**
 * Measures conditional utilization of a checkpoint, holds its branches to uni-modal references, where none are given to those
 * that the window has, and shows the result wherever the run is shown.
 *
 * @throws Problem where it cannot be measured; CancellationError where the person gave it up
 */
export async function inspectRun(
  { sessions, panels, library }: Pick<Parts, 'sessions' | 'panels' | 'library'>,
  asked: InspectionAsked,
): Promise<void> {
  const { directory } = asked;
  const references =
    asked.references ?? referencesOf(await library.read(directory), await library.runs());
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Inspecting {0}', path.basename(asked.directory)),
      cancellable: true,
    },
    (_, token) => sessions.inspect({ ...asked, references }, token),
  );
  panels.tellInspection(asked.directory, result);
}
