import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../record/problem.js';
import { findModelFiles, isModelFile } from './model-files.js';
import type { Parts } from './parts.js';
import { runItem } from './runs-tree/run-item.js';
import type { KnownRun } from './runs/known-run.js';
import type { TrainingSessions } from './sessions/training-sessions.js';
import type { TrainingSession } from './sessions/training-session.js';
import { progressInWords } from './words/progress-in-words.js';

/** The most model files that are offered. */
const mostModelFiles = 500;

/** Asks for one of several; undefined where the person leaves. Not asked where there is only one. */
async function pickOne<Value>(
  title: string,
  items: readonly (vscode.QuickPickItem & { readonly value: Value })[],
): Promise<Value | undefined> {
  if (items.length === 1) {
    return items[0].value;
  }
  const options = { title, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.value;
}

/** The model file in front, else one of the workspace's; undefined where the person leaves. Throws a Problem for none. */
export async function pickModelFile(): Promise<vscode.Uri | undefined> {
  const front = vscode.window.activeTextEditor?.document.uri;
  if (front !== undefined && isModelFile(front)) {
    return front;
  }
  const files = await findModelFiles(mostModelFiles);
  if (files.length === 0) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('This window has no model file.'),
      remedy: vscode.l10n.t('Write one with “Modality Lens: New Model File”.'),
    });
  }
  return pickOne(
    vscode.l10n.t('Which model file?'),
    files
      .map((value) => ({ label: vscode.workspace.asRelativePath(value), value }))
      .sort((one, other) => one.label.localeCompare(other.label)),
  );
}

/**
 * One of the workspace's runs, each as the tree of runs says it, running ones first; undefined where the person leaves.
 *
 * @param fits which are offered
 * @throws Problem where there is none
 */
export async function pickRun(
  { library, sessions }: Pick<Parts, 'library' | 'sessions'>,
  fits: (run: KnownRun) => boolean = () => true,
): Promise<string | undefined> {
  const runs = (await library.runs()).filter((run) => run.kind === 'run').filter(fits);
  if (runs.length === 0) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('There is no such run in this window yet.'),
      remedy: vscode.l10n.t('Train a model file first.'),
    });
  }
  return pickOne(vscode.l10n.t('Which run?'), runItems(runs, sessions));
}

/**
 * Several of the workspace's runs, running ones first; undefined where the person leaves.
 *
 * @param picked directories of those that are chosen at the beginning
 */
export async function pickRuns(
  { library, sessions }: Pick<Parts, 'library' | 'sessions'>,
  picked: readonly string[],
): Promise<readonly string[] | undefined> {
  const runs = (await library.runs()).filter((run) => run.kind === 'run');
  if (runs.length < 2) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('A comparison needs two runs or more.'),
      remedy: vscode.l10n.t('Train a model file with and without re-balancing first.'),
    });
  }
  const items = runItems(runs, sessions).map((item) => ({
    ...item,
    picked: picked.includes(item.value),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which runs are to be compared?'),
    placeHolder: vscode.l10n.t('Choose two or more'),
    ...{ canPickMany: true, matchOnDescription: true, matchOnDetail: true },
  });
  return chosen?.map(({ value }) => value);
}

function runItems(
  runs: readonly KnownRun[],
  sessions: TrainingSessions,
): (vscode.QuickPickItem & { readonly value: string })[] {
  const isWritten = ({ status }: KnownRun): number => (status.writer === null ? 0 : 1);
  return runs
    .toSorted((one, other) => isWritten(other) - isWritten(one))
    .map((run) => {
      const { label, description, icon } = runItem(run, sessions.sessionOf(run.directory));
      return {
        label: `$(${icon.name}) ${run.description.name}`,
        description: `${label} · ${description}`,
        detail: path.basename(run.directory),
        value: run.directory,
      };
    });
}

/**
 * One of the window's trainings that `fits`; undefined where the person leaves. Throws a Problem where there is none.
 */
export async function pickSession(
  { running }: TrainingSessions,
  fits: (session: TrainingSession) => boolean = () => true,
): Promise<TrainingSession | undefined> {
  const fitting = running.filter(fits);
  if (fitting.length === 0) {
    throw new Problem({
      code: 'usage',
      what: vscode.l10n.t('No training of this window can do that now.'),
      remedy: vscode.l10n.t('Start one, or wait until it has got that far.'),
    });
  }
  return pickOne(
    vscode.l10n.t('Which training?'),
    fitting.map((session) => ({
      label: path.basename(session.modelFile),
      description:
        session.progress === null ? vscode.l10n.t('loading') : progressInWords(session.progress),
      detail: session.directory === null ? '' : path.basename(session.directory),
      value: session,
    })),
  );
}
