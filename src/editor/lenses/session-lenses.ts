import * as l10n from '@vscode/l10n';
import type { Stretch } from '../../model-file/find-definition.js';
import type { TrainingSession } from '../sessions/training-session.js';
import { progressInWords } from '../words/progress-in-words.js';
import type { Lens } from './lens.js';

/** The lenses of a training that is on: how far it is, Pause or Resume, and Stop. */
export function sessionLenses(session: TrainingSession, stretch: Stretch): Lens[] {
  const { directory, state } = session;
  const lens = (title: string, tooltip: string, command: string): Lens => ({
    ...{ stretch, title, tooltip, command: `modalityLens.${command}` },
    arguments: [session],
  });
  const how = stateInWords(session);
  const said = [how, session.progress && progressInWords(session.progress)];
  const title = said.filter((part) => part !== null).join(' · ');
  const tooltip = [session.progress?.device, session.waiting?.what].filter(Boolean).join('\n');
  if (directory === null) {
    return [
      lens(
        `$(loading~spin) ${title}`,
        l10n.t('The model file runs, and its data are read.'),
        'showLog',
      ),
      lens(`$(close) ${l10n.t('Stop')}`, l10n.t('Give up loading the model file.'), 'stop'),
    ];
  }
  const control =
    state === 'paused'
      ? lens(`$(debug-continue) ${l10n.t('Resume')}`, l10n.t('Go on with the training.'), 'resume')
      : lens(
          `$(debug-pause) ${l10n.t('Pause')}`,
          l10n.t('Pause after the step in progress.'),
          'pause',
        );
  return [
    lens(`$(pulse) ${title}`, tooltip, 'openRun'),
    ...(session.pending === null && (state === 'training' || state === 'paused') ? [control] : []),
    ...(state === 'stopping'
      ? []
      : [lens(`$(debug-stop) ${l10n.t('Stop')}`, l10n.t('Stop, and keep a checkpoint.'), 'stop')]),
  ];
}

/** What is said before the progress: nothing of a training that goes on. */
function stateInWords({ state, waiting, pending }: TrainingSession): string | null {
  if (waiting !== null) {
    return l10n.t('waits for space on the disk');
  }
  switch (state) {
    case 'loading':
      return l10n.t('loading the model file');
    case 'paused':
      return l10n.t('paused');
    case 'evaluating':
      return l10n.t('evaluating');
    case 'stopping':
      return l10n.t('stopping');
    case 'training':
      return pending === 'pausing' ? l10n.t('pausing') : null;
    case 'ended':
      return l10n.t('ended');
  }
}
