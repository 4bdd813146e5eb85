import * as l10n from '@vscode/l10n';
import type { Finding } from '../../record/finding.js';
import { lastUtilization, modalityNames, type RunFacts } from './facts.js';
import { leastSteps } from './learning-speeds.js';
import { inWords } from './words.js';

/** What a run cannot say yet: no utilization measured, too few steps for d_speed; or that it has one modality. */
export function tooShort(facts: RunFacts): Finding[] {
  const names = modalityNames(facts);
  const { count, judged } = facts.steps;
  if (names.length < 2 || facts.description.only !== null) {
    const name = facts.description.only ?? names[0];
    return [
      note(
        'single-modality',
        [l10n.t('Only {0} was trained: there is no other modality to lean on.', name)],
        l10n.t('Use it as the reference for the {0} branch of a multi-modal run.', name),
      ),
    ];
  }
  const sentences: string[] = [];
  const isMeasured = lastUtilization(facts) !== null;
  if (!isMeasured) {
    sentences.push(
      l10n.t(
        'No conditional utilization rate has been measured: this run does not say whether the network leans on one modality.',
      ),
    );
  }
  if (judged < leastSteps) {
    sentences.push(
      judged === 0
        ? l10n.t(
            '{0} training steps, with no regular step after the warm-up: too short to judge d_speed.',
            inWords(count, 'count'),
          )
        : l10n.t(
            '{0} training steps, with only {1} regular steps after the warm-up: too short to judge d_speed.',
            inWords(count, 'count'),
            judged,
          ),
    );
  }
  return sentences.length === 0
    ? []
    : [
        note(
          'too-short',
          sentences,
          isMeasured
            ? l10n.t('Train longer.')
            : l10n.t('Train longer, with an evaluation at the end of an epoch.'),
        ),
      ];
}

function note(
  id: 'too-short' | 'single-modality',
  sentences: string[],
  next: string | null,
): Finding {
  return { id, severity: 'note', sentences, numbers: [], next };
}
