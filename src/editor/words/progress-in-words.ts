import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../sessions/training-session.js';
import { durationInWords } from './duration-in-words.js';

/** How far a training is: `step 120 of 992 · epoch 2 · about 3 min left`. */
export function progressInWords({ step, plannedSteps, epoch, timeLeft }: TrainingProgress): string {
  return [
    l10n.t('step {0} of {1}', step, plannedSteps),
    ...(epoch === 0 ? [] : [l10n.t('epoch {0}', epoch)]),
    ...(timeLeft === null || step === 0 || timeLeft === 0
      ? []
      : [l10n.t('about {0} left', durationInWords(timeLeft))]),
  ].join(' · ');
}
