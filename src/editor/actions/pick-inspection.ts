import * as vscode from 'vscode';
import type { CheckpointChoice } from '../../record/inspection.js';
import { Problem } from '../../record/problem.js';
import type { SplitName } from '../../record/utilization.js';
import { directoryGiven, fileGiven } from '../command-argument.js';
import type { Parts } from '../parts.js';
import { pickRun } from '../pick.js';
import { isSamePath } from '../runs/same-path.js';

/** One of several that are offered. */
export type Item<Value> = vscode.QuickPickItem & { readonly value: Value };

/** What a person has chosen to inspect. */
export interface PickedCheckpoint {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly checkpoint: CheckpointChoice;
  readonly split: SplitName;
}

/**
 * Asks which run, which of its checkpoints, and which of its samples are to be inspected; undefined where the person
 * leaves.
 *
 * @param given a run, or a model file whose runs are offered
 * @throws Problem where there is no such run, or it has no checkpoint
 */
export async function pickInspection(
  parts: Parts,
  given: unknown,
): Promise<PickedCheckpoint | undefined> {
  const directory = directoryGiven(given) ?? (await pickInspectable(parts, fileGiven(given)));
  if (directory === undefined) {
    return undefined;
  }
  const checkpoint = await pickCheckpoint(directory);
  if (checkpoint === undefined) {
    return undefined;
  }
  const split = await pick(vscode.l10n.t('On which samples?'), await splitsOf(parts, directory));
  return split === undefined ? undefined : { directory, checkpoint, split };
}

function pickInspectable(parts: Parts, file: vscode.Uri | undefined): Promise<string | undefined> {
  return pickRun(
    parts,
    ({ description }) =>
      description.modalities.length > 1 &&
      (file === undefined || isSamePath(description.model.file, file.fsPath)),
  );
}

async function pickCheckpoint(directory: string): Promise<CheckpointChoice | undefined> {
  const { shownCheckpoints } = await import('../pages/live-status.js');
  const checkpoints = await shownCheckpoints(directory);
  if (checkpoints.length === 0) {
    throw new Problem({
      code: 'run',
      file: directory,
      what: vscode.l10n.t('This run has no checkpoint yet.'),
      remedy: vscode.l10n.t('Let it train further.'),
    });
  }
  const last = checkpoints.at(-1)?.step;
  const items = checkpoints.toReversed().map(({ step, best }): Item<CheckpointChoice> => {
    const marks = [...(best ? ['best' as const] : []), ...(step === last ? ['last' as const] : [])];
    const words = marks.map((mark) =>
      mark === 'best' ? vscode.l10n.t('best') : vscode.l10n.t('last'),
    );
    // A training that goes on soon removes this checkpoint for a newer best or last one.
    const [value = step] = marks;
    return { label: vscode.l10n.t('Step {0}', step), description: words.join(', '), value };
  });
  return pick(vscode.l10n.t('Which checkpoint?'), items);
}

async function splitsOf({ library }: Parts, directory: string): Promise<Item<SplitName>[]> {
  const { samples } = (await library.read(directory)).description;
  const labels = {
    test: vscode.l10n.t('Test'),
    validation: vscode.l10n.t('Validation'),
    train: vscode.l10n.t('Training'),
  };
  return (['test', 'validation', 'train'] as const)
    .filter((split) => samples[split] > 0)
    .map((value) => ({
      label: labels[value],
      description: vscode.l10n.t('{0} samples', samples[value]),
      value,
    }));
}

/** Asks for one of `items`; undefined where the person leaves. */
export async function pick<Value>(
  title: string,
  items: readonly Item<Value>[],
): Promise<Value | undefined> {
  const options = { title, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.value;
}
