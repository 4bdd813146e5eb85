import type { StrategyName } from '../../record/balancing.js';
import type { RunState } from '../../record/event.js';
import type { RunStatus } from '../../runs/run-status.js';
import type { KnownRun } from '../runs/known-run.js';
import type { Translate } from './translate.js';

/** What a run is called among the runs of its model file: `guided, 27 Nov, 20:48`. */
export function runTitle({ description }: Pick<KnownRun, 'description'>, t: Translate): string {
  const { balancing, only, created } = description;
  const what = only === null ? strategyInWords(balancing.strategy, t) : t('{0} alone', only);
  return `${what}, ${timeInWords(created)}`;
}

/**
 * {@link statusInWords}, and whether somebody else writes the run.
 *
 * @param isOurs whether this window trains it
 */
export function whereaboutsInWords(
  { status }: Pick<KnownRun, 'status'>,
  isOurs: boolean,
  t: Translate,
): string {
  const words = statusInWords(status, t);
  return status.writer === null || isOurs ? words : t('{0} elsewhere', words);
}

/** A balancing strategy by the name that people know it by. */
export function strategyInWords(strategy: StrategyName, t: Translate): string {
  switch (strategy) {
    case 'vanilla':
      return t('vanilla');
    case 'guided':
      return t('guided');
    case 'antiGuided':
      return t('anti-guided');
    case 'random':
      return t('random');
    case 'fixed':
      return t('fixed');
  }
}

/** What a run is doing, or how it ended, in a word. */
export function statusInWords(
  { state, crashed }: Pick<RunStatus, 'state' | 'crashed'>,
  t: Translate,
): string {
  return crashed ? t('crashed') : stateInWords(state, t);
}

/** A state of a run, in a word. */
export function stateInWords(state: RunState, t: Translate): string {
  switch (state) {
    case 'starting':
      return t('starting');
    case 'training':
      return t('training');
    case 'paused':
      return t('paused');
    case 'evaluating':
      return t('evaluating');
    case 'finished':
      return t('finished');
    case 'stopped':
      return t('stopped');
    case 'interrupted':
      return t('interrupted');
    case 'failed':
      return t('failed');
  }
}

/** When something was, in the person's time zone: the day only where it is not today, the year where it is not this one. */
export function timeInWords(time: number, now = Date.now()): string {
  const date = new Date(time);
  const today = new Date(now);
  const isThisYear = date.getFullYear() === today.getFullYear();
  return date.toLocaleString(undefined, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...(date.toDateString() === today.toDateString() ? {} : { month: 'short', day: 'numeric' }),
    ...{ hour: 'numeric', minute: '2-digit' },
  });
}
