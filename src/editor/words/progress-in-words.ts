import type { TrainingProgress } from '../sessions/training-session.js';
import { durationInWords } from './duration-in-words.js';
import type { Translate } from './translate.js';

/** How far a training is: `step 120 of 992 · epoch 2 · about 3 min left`. */
export function progressInWords(
  { step, plannedSteps, epoch, timeLeft }: TrainingProgress,
  t: Translate,
): string {
  return [
    t('step {0} of {1}', step, plannedSteps),
    ...(epoch === 0 ? [] : [t('epoch {0}', epoch)]),
    ...(timeLeft === null || step === 0 || timeLeft === 0
      ? []
      : [t('about {0} left', durationInWords(timeLeft, t))]),
  ].join(' · ');
}
