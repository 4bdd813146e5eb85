import * as vscode from 'vscode';
import type { BalancingAsked } from '../record/balancing.js';
import { stopAtOnce } from './actions/stop-at-once.js';
import { switchBalancing } from './actions/switch-balancing.js';
import { continueRun, trainModelFile } from './actions/train.js';
import { guidedFromSettings } from './balancing-choice.js';
import { directoryGiven, fileGiven } from './command-argument.js';
import type { Handler } from './commands.js';
import type { Parts } from './parts.js';
import { pickModelFile, pickRun, pickSession } from './pick.js';
import type { TrainingSession } from './sessions/training-session.js';
import { balancingSettings } from './settings.js';
import { requireTrust } from './trust.js';

/** The commands that begin, hold and end trainings. Those that begin one give the path of its run directory. */
export function trainingCommands(parts: Parts) {
  const { sessions } = parts;
  return {
    // A link of the walkthrough gives the strategy, too.
    'modalityLens.train': (file, strategy) =>
      train(parts, file, () => (strategy === 'vanilla' ? strategy : null)),
    'modalityLens.trainWithRebalancing': (file) =>
      train(parts, file, (uri) => guidedFromSettings(balancingSettings(uri))),
    'modalityLens.continueRun': async (run) => {
      requireTrust();
      const directory = directoryGiven(run) ?? (await pickRun(parts, isContinuable));
      return directory && (await continueRun(parts, directory)).directory;
    },
    'modalityLens.pause': (run) =>
      withSession(
        parts,
        run,
        ({ state }) => state === 'training' || state === 'evaluating',
        (session) => sessions.pause(session),
      ),
    'modalityLens.resume': (run) =>
      withSession(
        parts,
        run,
        ({ state, pending }) => state === 'paused' || pending === 'pausing',
        (session) => sessions.resume(session),
      ),
    'modalityLens.stop': (run) =>
      withSession(parts, run, isAny, (session) => sessions.stop(session)),
    'modalityLens.stopAtOnce': (run) =>
      withSession(parts, run, isAny, (session) => stopAtOnce(parts, session)),
    'modalityLens.switchBalancing': (run) =>
      withSession(parts, run, hasBegun, (session) => switchBalancing(parts, session)),
  } as const satisfies Record<string, Handler>;
}

async function train(
  parts: Parts,
  given: unknown,
  balancing: (file: vscode.Uri) => BalancingAsked | null,
): Promise<string | null | undefined> {
  requireTrust();
  const file = fileGiven(given) ?? (await pickModelFile());
  return file && (await trainModelFile(parts, file, balancing(file))).directory;
}

/** Does something with the session that was given, or that of the run that was, else with one that the person chooses. */
async function withSession(
  { sessions }: Parts,
  given: unknown,
  fits: (session: TrainingSession) => boolean,
  perform: (session: TrainingSession) => Promise<void>,
): Promise<void> {
  const directory = directoryGiven(given);
  const session =
    sessions.find(given) ??
    (directory === undefined ? null : sessions.sessionOf(directory)) ??
    (await pickSession(sessions, fits));
  if (session !== undefined) {
    await perform(session);
  }
}

function isAny(): boolean {
  return true;
}

function hasBegun({ state }: TrainingSession): boolean {
  return state !== 'loading' && state !== 'stopping';
}

function isContinuable({ status }: { status: { state: string; writer: unknown } }): boolean {
  return status.writer === null && status.state !== 'finished';
}
