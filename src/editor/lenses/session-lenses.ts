import type { Stretch } from '../../model-file/find-definition.js';
import type { TrainingSession } from '../sessions/training-session.js';
import { progressInWords } from '../words/progress-in-words.js';
import type { Translate } from '../words/translate.js';
import type { Lens } from './lens.js';

/** The lenses of a training that is on: how far it is, Pause or Resume, and Stop. */
export function sessionLenses(session: TrainingSession, stretch: Stretch, t: Translate): Lens[] {
  const { directory, state } = session;
  const lens = (title: string, tooltip: string, command: string): Lens => ({
    ...{ stretch, title, tooltip, command: `modalityLens.${command}` },
    arguments: [session],
  });
  const how = stateInWords(session, t);
  const said = [how, session.progress && progressInWords(session.progress, t)];
  const title = said.filter((part) => part !== null).join(' · ');
  const tooltip = [session.progress?.device, session.waiting?.what].filter(Boolean).join('\n');
  if (directory === null) {
    return [
      lens(`$(loading~spin) ${title}`, t('The model file runs, and its data are read.'), 'showLog'),
      lens(`$(close) ${t('Stop')}`, t('Give up loading the model file.'), 'stop'),
    ];
  }
  const control =
    state === 'paused'
      ? lens(`$(debug-continue) ${t('Resume')}`, t('Go on with the training.'), 'resume')
      : lens(`$(debug-pause) ${t('Pause')}`, t('Pause after the step in progress.'), 'pause');
  return [
    lens(`$(pulse) ${title}`, tooltip, 'openRun'),
    ...(session.pending === null && (state === 'training' || state === 'paused') ? [control] : []),
    ...(state === 'stopping'
      ? []
      : [lens(`$(debug-stop) ${t('Stop')}`, t('Stop, and keep a checkpoint.'), 'stop')]),
  ];
}

/** What is said before the progress: nothing of a training that goes on. */
function stateInWords({ state, waiting, pending }: TrainingSession, t: Translate): string | null {
  if (waiting !== null) {
    return t('waits for space on the disk');
  }
  switch (state) {
    case 'loading':
      return t('loading the model file');
    case 'paused':
      return t('paused');
    case 'evaluating':
      return t('evaluating');
    case 'stopping':
      return t('stopping');
    case 'training':
      return pending === 'pausing' ? t('pausing') : null;
    case 'ended':
      return t('ended');
  }
}
