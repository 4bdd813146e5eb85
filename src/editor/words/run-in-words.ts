import * as l10n from '@vscode/l10n';
import type { StrategyName } from '../../record/balancing.js';
import { dateLocale } from '../../record/language.js';
import type { RunState } from '../../record/event.js';
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

/** A balancing strategy by the name that people know it by. */
export function strategyInWords(strategy: StrategyName): string {
  switch (strategy) {
    case 'vanilla':
      return l10n.t('vanilla');
    case 'guided':
      return l10n.t('guided');
    case 'antiGuided':
      return l10n.t('anti-guided');
    case 'random':
      return l10n.t('random');
    case 'fixed':
      return l10n.t('fixed');
  }
}

/** What a run is doing, or how it ended, in a word. */
export function statusInWords({ state, crashed }: Pick<RunStatus, 'state' | 'crashed'>): string {
  return crashed ? l10n.t('crashed') : stateInWords(state);
}

/** A state of a run, in a word. */
export function stateInWords(state: RunState): string {
  switch (state) {
    case 'starting':
      return l10n.t('starting');
    case 'training':
      return l10n.t('training');
    case 'paused':
      return l10n.t('paused');
    case 'evaluating':
      return l10n.t('evaluating');
    case 'finished':
      return l10n.t('finished');
    case 'stopped':
      return l10n.t('stopped');
    case 'interrupted':
      return l10n.t('interrupted');
    case 'failed':
      return l10n.t('failed');
  }
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
