import * as l10n from '@vscode/l10n';
import type { UtilizationEntry } from '../record/utilization.js';
import { rateLabel } from './findings/words.js';

/** The notation of one entry's rate: `u(color | gray)`. */
export function rateName(
  { branch, cut }: Pick<UtilizationEntry, 'branch' | 'cut'>,
  modalities: readonly string[],
): string {
  return rateLabel(modalities[cut], modalities[branch]);
}

/** The name of the summary of all rates: d_util for two modalities, a gap for more. */
export function differenceName(modalities: readonly string[]): string {
  return modalities.length === 2 ? 'd_util' : l10n.t('gap of mean u');
}
