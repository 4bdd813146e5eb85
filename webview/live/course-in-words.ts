import * as l10n from '@vscode/l10n';
import { inWords } from '../../src/metrics/findings/words.js';
import type { LiveStatus } from '../../src/record/page-message.js';
import { formatProblem } from '../../src/record/problem.js';
import { stateInWords } from '../../src/record/run-in-words.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { duration } from '../page/time-in-words.js';

/** A training is said to stall after so many times its usual step, and after so long at the least, milliseconds. */
const stall = { steps: 5, least: 5000 };

/** How far a run has come, 0–1. */
export function shareDone({ steps, description }: RunSnapshot): number {
  return description.plannedSteps === 0 ? 0 : steps.count / description.plannedSteps;
}

/** How far a run has come: `step 1,234 of 10,000`, `epoch 3 of 16`, and about how long the rest takes. */
export function courseInWords(run: RunSnapshot, live: LiveStatus | null): string[] {
  const { steps, description, state } = run;
  const { plannedSteps } = description;
  const epochs = plannedEpochs(run);
  const done = run.events.filter(({ type }) => type === 'epoch').length;
  const epoch = epochs === null ? done + 1 : Math.min(done + 1, epochs);
  const left = live?.timeLeft ?? null;
  return [
    l10n.t('step {0} of {1}', inWords(steps.count, 'count'), inWords(plannedSteps, 'count')),
    epochs === null ? l10n.t('epoch {0}', epoch) : l10n.t('epoch {0} of {1}', epoch, epochs),
    ...(left === null || left === 0 || state === 'paused'
      ? []
      : [l10n.t('about {0} left', duration(left))]),
  ];
}

/**
 * What keeps a training from going on, as far as it shows: what the person asked for and waits for, a full disk, or no
 * step for longer than usual. Null where all is well.
 *
 * @param now the host's time, milliseconds since the Unix epoch
 */
export function holdUp(
  { state }: RunSnapshot,
  live: LiveStatus | null,
  now: number,
): string | null {
  if (live === null) {
    return null;
  }
  if (live.waiting !== null) {
    return formatProblem(live.waiting);
  }
  const since = live.lastStep === null ? 0 : now - live.lastStep;
  const usual = Math.max(stall.least, stall.steps * (live.stepDuration ?? 0));
  const isStalled = state === 'training' && live.pending !== 'pausing' && since > usual;
  return isStalled ? l10n.t('last step {0} ago', duration(since)) : null;
}

/** The state as a person reads it: what was asked for comes before what is. */
export function whereaboutsInWords({ state }: RunSnapshot, live: LiveStatus | null): string {
  switch (live?.pending) {
    case 'pausing':
      return l10n.t('pausing…');
    case 'resuming':
      return l10n.t('resuming…');
    case 'stopping':
      return l10n.t('stopping…');
    case 'balancing':
      return l10n.t('{0}, switching…', stateInWords(state));
    case null:
    case undefined:
      return live?.isWrittenElsewhere === true && !live.isOurs
        ? l10n.t('{0} elsewhere', stateInWords(state))
        : stateInWords(state);
  }
}

function plannedEpochs({ description }: RunSnapshot): number | null {
  const { training } = description.configuration;
  const epochs =
    typeof training === 'object' && training !== null && 'epochs' in training
      ? training.epochs
      : null;
  return typeof epochs === 'number' && Number.isInteger(epochs) && epochs > 0 ? epochs : null;
}
