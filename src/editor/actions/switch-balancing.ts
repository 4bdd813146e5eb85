import * as vscode from 'vscode';
import type { BalancingConfiguration, StrategyName } from '../../record/balancing.js';
import {
  checkAlpha,
  checkWindow,
  guidedToBegin,
  randomToBegin,
  readAlpha,
  readWindow,
} from '../balancing-choice.js';
import type { Parts } from '../parts.js';
import type { TrainingSession } from '../sessions/training-session.js';
import { balancingSettings } from '../settings.js';

/** Switches the strategy of a training to one that the person chooses, with its options. */
export async function switchBalancing(
  { sessions }: Pick<Parts, 'sessions'>,
  session: TrainingSession,
): Promise<void> {
  const chosen = await chooseBalancing(session);
  if (chosen !== undefined) {
    await sessions.balance(session, chosen);
  }
}

async function chooseBalancing(
  session: TrainingSession,
): Promise<BalancingConfiguration | undefined> {
  const settings = balancingSettings(vscode.Uri.file(session.modelFile));
  const strategy = await chooseStrategy(session.balancing?.strategy ?? null);
  switch (strategy) {
    case undefined:
      return undefined;
    case 'vanilla':
      return { strategy };
    case 'random':
      return randomToBegin(session.balancing, settings);
    case 'guided': {
      const begin = guidedToBegin(session.balancing, settings);
      const alpha = await ask('α', begin.alpha, checkAlpha, readAlpha);
      if (alpha === undefined) {
        return undefined;
      }
      const window = await ask('Q', begin.window, checkWindow, readWindow);
      return window === undefined ? undefined : { ...begin, alpha, window };
    }
  }
}

async function chooseStrategy(
  current: StrategyName | null,
): Promise<'guided' | 'random' | 'vanilla' | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Guided'),
      detail: vscode.l10n.t(
        'Re-balances where |d_speed| exceeds α, for Q steps (the paper’s algorithm).',
      ),
      value: 'guided',
    },
    {
      label: vscode.l10n.t('Random'),
      detail: vscode.l10n.t('Draws each step: regular, or re-balancing for one of the modalities.'),
      value: 'random',
    },
    {
      label: vscode.l10n.t('Vanilla'),
      detail: vscode.l10n.t('Never re-balances.'),
      value: 'vanilla',
    },
  ] as const;
  const chosen = await vscode.window.showQuickPick(
    items.map((item) => ({
      ...item,
      description: item.value === current ? vscode.l10n.t('as it is now') : '',
    })),
    { title: vscode.l10n.t('Switch the balancing from the next step on'), matchOnDetail: true },
  );
  return chosen?.value;
}

/** Asks for one option; undefined where the person leaves. */
async function ask(
  name: string,
  value: number,
  check: typeof checkAlpha,
  read: (text: string) => number | null,
): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Guided: {0}', name),
    prompt:
      name === 'α'
        ? vscode.l10n.t('Re-balance where |d_speed| exceeds it.')
        : vscode.l10n.t('How many re-balancing steps a window has.'),
    value: String(value),
    // A page that is given the focus back late, after the question before, would close it.
    ignoreFocusOut: true,
    validateInput: (typed) => check(typed),
  });
  return text === undefined ? undefined : (read(text) ?? undefined);
}
