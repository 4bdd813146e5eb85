import * as l10n from '@vscode/l10n';
import type { BalancingConfiguration, GuidedAsked } from '../record/balancing.js';
import type { BalancingSettings } from './settings.js';

type Guided = Extract<BalancingConfiguration, { strategy: 'guided' }>;

/** The paper's options. */
const paper = { alpha: 0.01, window: 5, warmUpEpochs: 1 };

/** What *Train with Rebalancing* asks for: guided, the options that the settings have over the model file's. */
export function guidedFromSettings({
  alpha,
  window,
  warmUpEpochs,
}: BalancingSettings): GuidedAsked {
  return {
    strategy: 'guided',
    ...(alpha === null ? {} : { alpha }),
    ...(window === null ? {} : { window }),
    ...(warmUpEpochs === null ? {} : { warmUpEpochs }),
  };
}

/** Guided as a switch of the strategy offers it: by the settings, else as the run has it, else the paper's. */
export function guidedToBegin(
  current: BalancingConfiguration | null,
  settings: BalancingSettings,
): Guided {
  const { alpha, window } = current?.strategy === 'guided' ? current : paper;
  return {
    strategy: 'guided',
    alpha: settings.alpha ?? alpha,
    window: settings.window ?? window,
    warmUpEpochs: settings.warmUpEpochs ?? warmUpOf(current),
  };
}

/** Random as a switch of the strategy offers it: the paper's, after the run's own warm-up. */
export function randomToBegin(
  current: BalancingConfiguration | null,
  settings: BalancingSettings,
): BalancingConfiguration {
  const warmUpEpochs = settings.warmUpEpochs ?? warmUpOf(current);
  return { strategy: 'random', share: null, weights: null, warmUpEpochs };
}

/** α as it was typed; null where it is none. */
export function readAlpha(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** Q as it was typed; null where it is none. */
export function readWindow(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim());
  return Number.isSafeInteger(value) && value >= 1 ? value : null;
}

/** What is wrong with α as it was typed; undefined where nothing is. */
export function checkAlpha(text: string): string | undefined {
  return readAlpha(text) === null
    ? l10n.t('α is a number of at least 0, such as 0.01.')
    : undefined;
}

/** What is wrong with Q as it was typed; undefined where nothing is. */
export function checkWindow(text: string): string | undefined {
  return readWindow(text) === null
    ? l10n.t('Q is a whole number of steps, at least 1, such as 5.')
    : undefined;
}

function warmUpOf(current: BalancingConfiguration | null): number {
  return current === null || current.strategy === 'vanilla'
    ? paper.warmUpEpochs
    : current.warmUpEpochs;
}
