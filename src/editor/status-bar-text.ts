import * as l10n from '@vscode/l10n';
import path from 'node:path';
import type { TrainingSession } from './sessions/training-session.js';
import { durationInWords } from './words/duration-in-words.js';
import { progressInWords } from './words/progress-in-words.js';

/** What the status bar says. */
export interface StatusBarText {
  readonly text: string;
  readonly tooltip: string;
}

/** A training stalls when its last step is older than so many of its steps, and than so many milliseconds (ours). */
const stall = { steps: 5, least: 5000 };

/** How long ago the last step of a training was where it takes longer than usual, milliseconds; null where it does not. */
export function stalledFor({ state, progress }: TrainingSession, now: number): number | null {
  const lastStep = progress?.lastStep ?? null;
  if (state !== 'training' || progress === null || lastStep === null) {
    return null;
  }
  const since = now - lastStep;
  const usual = Math.max(stall.least, stall.steps * (progress.stepDuration ?? 0));
  return since > usual ? since : null;
}

/** What the status bar says of the trainings of this window; null without any. */
export function statusBarText(
  sessions: readonly TrainingSession[],
  now: number,
): StatusBarText | null {
  if (sessions.length === 0) {
    return null;
  }
  const lines = sessions.map((session) => line(session, now));
  const tooltip = sessions
    .map(({ modelFile }, index) => `${path.basename(modelFile)}: ${lines[index]}`)
    .join('\n');
  const [only] = sessions;
  return sessions.length === 1
    ? { text: `${icon(only)} ${lines[0]}`, tooltip }
    : { text: `$(loading~spin) ${l10n.t('{0} trainings', sessions.length)}`, tooltip };
}

function line(session: TrainingSession, now: number): string {
  const { progress, waiting } = session;
  if (progress === null) {
    return l10n.t('loading {0}', path.basename(session.modelFile));
  }
  const stalled = stalledFor(session, now);
  return [
    ...stateInWords(session),
    progressInWords(progress),
    ...(waiting === null ? [] : [l10n.t('waits: {0}', waiting.what)]),
    ...(stalled === null ? [] : [l10n.t('last step {0} ago', durationInWords(stalled))]),
    progress.device,
  ].join(' · ');
}

function stateInWords({ state, pending }: TrainingSession): string[] {
  switch (state) {
    case 'paused':
      return [pending === 'resuming' ? l10n.t('resuming') : l10n.t('paused')];
    case 'evaluating':
      return [l10n.t('evaluating')];
    case 'stopping':
      return [l10n.t('stopping')];
    case 'loading':
    case 'training':
    case 'ended':
      return pending === 'pausing' ? [l10n.t('pausing')] : [];
  }
}

function icon({ state, waiting }: TrainingSession): string {
  if (waiting !== null) {
    return '$(warning)';
  }
  return state === 'paused' ? '$(debug-pause)' : '$(loading~spin)';
}
