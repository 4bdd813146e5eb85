import * as l10n from '@vscode/l10n';
import path from 'node:path';
import type { ProblemDescription } from '../../record/problem.js';
import type { DamagedRun, KnownRun } from '../runs/known-run.js';
import type { TrainingSession } from '../sessions/training-session.js';
import { percentInWords, rateInWords } from '../words/estimate-in-words.js';
import { progressInWords } from '../words/progress-in-words.js';
import { runTitle, whereaboutsInWords } from '../words/run-in-words.js';

/** An item of the tree, in words. */
export interface ItemText {
  readonly label: string;
  readonly description: string;
  /** Name of a codicon, and of the theme's colour for it. */
  readonly icon: { readonly name: string; readonly color: string | null };
  /** Words that the menus of package.json look for. */
  readonly contextValue: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken: string;
}

/**
 * A run in the tree: strategy and time, then its state where it has not simply finished, accuracy and the gap in
 * utilization.
 *
 * @param session this window's training of it; null where there is none
 */
export function runItem(run: KnownRun, session: TrainingSession | null): ItemText {
  const label = runTitle(run);
  const state = stateOf(run, session);
  const numbers = numbersOf(run);
  const words = [
    'run',
    ...(session === null ? [] : ['ours']),
    ...(run.status.writer === null && session === null
      ? ['deletable', ...(run.status.state === 'finished' ? [] : ['continuable'])]
      : []),
  ];
  return {
    label,
    // The icon says of most runs that they have finished; their numbers need the room.
    description: (isPlainlyDone(run) && numbers.length > 0 ? numbers : [state, ...numbers]).join(
      ' · ',
    ),
    icon: iconOf(run),
    contextValue: words.join(' '),
    spoken: l10n.t(
      'Run {0} of {1}: {2}',
      label,
      run.description.name,
      [state, ...numbers].join(', '),
    ),
  };
}

/**
 * A folder among the runs that cannot be read: its name, and why.
 *
 * @param isRun whether it is a run's folder, and not the folder of all runs
 */
export function damagedItem({ directory, problem }: DamagedRun, isRun: boolean): ItemText {
  const label = path.basename(directory);
  return {
    label,
    description: problem.what,
    icon: isNewer(problem)
      ? { name: 'versions', color: null }
      : { name: 'warning', color: 'list.warningForeground' },
    contextValue: isRun ? 'damaged deletable' : 'damaged',
    spoken: l10n.t('{0} cannot be read: {1} {2}', label, problem.what, problem.remedy),
  };
}

/** Whether a newer version of Modality Lens wrote the run: nothing is wrong with it. */
function isNewer({ code, entry }: ProblemDescription): boolean {
  return code === 'run' && entry === 'schemaVersion';
}

function isPlainlyDone({ status: { state, crashed, writer } }: KnownRun): boolean {
  return state === 'finished' && !crashed && writer === null;
}

function stateOf(run: KnownRun, session: TrainingSession | null): string {
  const state = whereaboutsInWords(run, session !== null);
  const progress = session?.progress ?? null;
  return progress === null ? state : `${state} · ${progressInWords(progress)}`;
}

function numbersOf({ summary, description }: KnownRun): string[] {
  const { accuracy, lastUtilization } = summary;
  const difference = lastUtilization?.utilization.difference;
  const name = description.modalities.length === 2 ? 'd_util' : l10n.t('gap of u');
  return [
    ...(accuracy === null ? [] : [percentInWords(accuracy)]),
    ...(typeof difference?.value === 'number' ? [`${name} ${rateInWords(difference)}`] : []),
  ];
}

function iconOf({ status: { state, crashed, writer } }: KnownRun): ItemText['icon'] {
  switch (state) {
    case 'starting':
    case 'training':
    case 'evaluating':
      return { name: writer === null ? 'circle-outline' : 'pulse', color: 'charts.blue' };
    case 'paused':
      return { name: 'debug-pause', color: 'charts.yellow' };
    case 'finished':
      return { name: 'pass', color: 'testing.iconPassed' };
    case 'stopped':
      return { name: 'debug-stop', color: 'disabledForeground' };
    case 'interrupted':
      return crashed
        ? { name: 'bracket-error', color: 'list.errorForeground' }
        : { name: 'debug-disconnect', color: 'list.warningForeground' };
    case 'failed':
      return { name: 'error', color: 'list.errorForeground' };
  }
}
