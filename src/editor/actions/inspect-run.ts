import path from 'node:path';
import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { referencesOf } from '../runs/references-of.js';
import type {
  CheckpointAsked,
  InspectionAsked,
  SamplesAsked,
} from '../sessions/training-sessions.js';

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
  const result = await withProgress(directory, (token) =>
    sessions.inspect({ ...asked, references }, token),
  );
  panels.tellInspection(directory, result);
}

/**
 * Finds which samples a cut changes, for a checkpoint, keeps them with the run, and shows them where the run is shown.
 *
 * @throws Problem where they cannot be found; CancellationError where the person gave it up
 */
export async function inspectSamples(
  { sessions, panels }: Pick<Parts, 'sessions' | 'panels'>,
  asked: SamplesAsked,
): Promise<void> {
  const { step, split, cut } = await withProgress(asked.directory, (token) =>
    sessions.inspectSamples(asked, token),
  );
  const measurement = { step, split, cut };
  await panels.showMeasured({ type: 'sampled', directory: asked.directory, measurement });
}

/**
 * Looks at the gates of a checkpoint, keeps what it sees with the run, and shows it where the run is shown.
 *
 * @throws Problem where it cannot; CancellationError where the person gave it up
 */
export async function inspectGates(
  { sessions, panels }: Pick<Parts, 'sessions' | 'panels'>,
  asked: CheckpointAsked,
): Promise<void> {
  const { step, split } = await withProgress(asked.directory, (token) =>
    sessions.inspectGates(asked, token),
  );
  await panels.showMeasured({
    type: 'gated',
    directory: asked.directory,
    measurement: { step, split },
  });
}

/** What an inspection finds, its progress shown; the person may give it up. */
function withProgress<Result>(
  directory: string,
  inspect: (token: vscode.CancellationToken) => Promise<Result>,
): Promise<Result> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Inspecting {0}', path.basename(directory)),
    cancellable: true,
  };
  return Promise.resolve(vscode.window.withProgress(progress, (_, token) => inspect(token)));
}
