import * as vscode from 'vscode';
import type { ReplacingCut } from '../../record/samples.js';
import type { CutOperator } from '../../record/utilization.js';
import type { Parts } from '../parts.js';
import { requireTrust } from '../trust.js';
import { inspectGates, inspectRun, inspectSamples } from './inspect-run.js';
import { pick, pickInspection, type Item } from './pick-inspection.js';

/** Inspects the utilization of a checkpoint that the person chooses, with a cut that they choose; see {@link pickInspection}. */
export async function inspectUtilization(parts: Parts, given: unknown): Promise<void> {
  requireTrust();
  const picked = await pickInspection(parts, given);
  const cut = picked && (await pick(cutQuestion(), cuts()));
  if (picked !== undefined && cut !== undefined) {
    await inspectRun(parts, { ...picked, cut });
    await parts.panels.open(picked.directory);
  }
}

/** Finds which samples of a checkpoint that the person chooses are changed by a cut; see {@link pickInspection}. */
export async function inspectSamplesOf(parts: Parts, given: unknown): Promise<void> {
  requireTrust();
  const picked = await pickInspection(parts, given);
  const cut = picked && (await pick(cutQuestion(), cuts().filter(isReplacing)));
  if (picked !== undefined && cut !== undefined) {
    await inspectSamples(parts, { ...picked, cut });
  }
}

/** Looks at the gates of a checkpoint that the person chooses; see {@link pickInspection}. */
export async function inspectGatesOf(parts: Parts, given: unknown): Promise<void> {
  requireTrust();
  const picked = await pickInspection(parts, given);
  if (picked !== undefined) {
    await inspectGates(parts, picked);
  }
}

function cutQuestion(): string {
  return vscode.l10n.t('What stands in for a modality that is cut off?');
}

function isReplacing(item: Item<CutOperator>): item is Item<ReplacingCut> {
  return item.value === 'mean' || item.value === 'zero';
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
