import * as l10n from '@vscode/l10n';
import { dateLocale } from '../../record/language.js';
import { stateInWords, strategyInWords } from '../../record/run-in-words.js';
import type { RunStatus } from '../../runs/run-status.js';
import type { KnownRun } from '../runs/known-run.js';

/** What a run is called among the runs of its model file: `guided, 27 Nov, 20:48`. */
export function runTitle({ description }: Pick<KnownRun, 'description'>): string {
  const { balancing, only, created } = description;
  const what = only === null ? strategyInWords(balancing.strategy) : l10n.t('{0} alone', only);
  return `${what}, ${timeInWords(created)}`;
}

/**
 * {@link statusInWords}, and whether somebody else writes the run.
 *
 * @param isOurs whether this window trains it
 */
export function whereaboutsInWords({ status }: Pick<KnownRun, 'status'>, isOurs: boolean): string {
  const words = statusInWords(status);
  return status.writer === null || isOurs ? words : l10n.t('{0} elsewhere', words);
}

/** What a run is doing, or how it ended, in a word. */
export function statusInWords({ state, crashed }: Pick<RunStatus, 'state' | 'crashed'>): string {
  return crashed ? l10n.t('crashed') : stateInWords(state);
}

/** When something was, in the person's time zone: the day only where it is not today, the year where it is not this one. */
export function timeInWords(time: number, now = Date.now()): string {
  const date = new Date(time);
  const today = new Date(now);
  const isThisYear = date.getFullYear() === today.getFullYear();
  return date.toLocaleString(dateLocale(), {
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...(date.toDateString() === today.toDateString() ? {} : { month: 'short', day: 'numeric' }),
    ...{ hour: 'numeric', minute: '2-digit' },
  });
}
