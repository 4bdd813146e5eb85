import * as vscode from 'vscode';
import type { CheckpointChoice } from '../../record/inspection.js';
import { Problem } from '../../record/problem.js';
import type { CutOperator, SplitName } from '../../record/utilization.js';
import { directoryGiven, fileGiven } from '../command-argument.js';
import type { Parts } from '../parts.js';
import { pickRun } from '../pick.js';
import { isSamePath } from '../runs/same-path.js';
import { requireTrust } from '../trust.js';
import { inspectRun } from './inspect-run.js';

type Item<Value> = vscode.QuickPickItem & { readonly value: Value };

/**
 * Inspects a checkpoint that the person chooses, on a split and with a cut that they choose.
 *
 * @param given a run, or a model file whose runs are offered
 */
export async function inspectUtilization(parts: Parts, given: unknown): Promise<void> {
  requireTrust();
  const directory = directoryGiven(given) ?? (await pickInspectable(parts, fileGiven(given)));
  if (directory === undefined) {
    return;
  }
  const checkpoint = await pickCheckpoint(directory);
  if (checkpoint === undefined) {
    return;
  }
  const split = await pick(vscode.l10n.t('On which samples?'), await splitsOf(parts, directory));
  if (split === undefined) {
    return;
  }
  const cut = await pick(vscode.l10n.t('What stands in for a modality that is cut off?'), cuts());
  if (cut !== undefined) {
    await inspectRun(parts, { directory, checkpoint, split, cut });
    await parts.panels.open(directory);
  }
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

function cuts(): Item<CutOperator>[] {
  return [
    {
      label: vscode.l10n.t('Mean'),
      detail: vscode.l10n.t(
        'The mean over the training split in place of what it tells the others (the paper’s).',
      ),
      value: 'mean',
    },
    {
      label: vscode.l10n.t('Zero'),
      detail: vscode.l10n.t('Zeros in place of what it tells the others.'),
      value: 'zero',
    },
    {
      label: vscode.l10n.t('Permute'),
      detail: vscode.l10n.t(
        'What it tells the others, from another sample; the mean of five draws.',
      ),
      value: 'permute',
    },
    {
      label: vscode.l10n.t('Permuted input'),
      detail: vscode.l10n.t('The modality itself from another sample (the perceptual score).'),
      value: 'perceptual',
    },
  ];
}

async function pick<Value>(
  title: string,
  items: readonly Item<Value>[],
): Promise<Value | undefined> {
  const options = { title, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.value;
}
