import * as l10n from '@vscode/l10n';
import type { Finding, FindingId } from '../../record/finding.js';
import { fromEnglish } from '../../record/retell.js';
import type { RunFacts } from './facts.js';
import { inWords } from './words.js';

/** Runs that diverged, failed, were interrupted, or stopped before their planned end. */
export function howItEnded({ state, reason, steps, description }: RunFacts): Finding[] {
  const findings: Finding[] = [];
  const because = reason === null ? [] : [fromEnglish(reason)];
  const progress = [inWords(steps.count, 'count'), inWords(description.plannedSteps, 'count')];
  const add = (
    id: FindingId,
    severity: Finding['severity'],
    sentences: string[],
    next: string | null,
  ): void => {
    findings.push({ id, severity, sentences, numbers: [], next });
  };
  if (steps.firstNonFiniteLoss !== null) {
    add(
      'diverged',
      'warning',
      [
        l10n.t(
          'The training diverged: from step {0} on there are losses that are not finite, and no number after it means anything.',
          inWords(steps.firstNonFiniteLoss, 'count'),
        ),
      ],
      l10n.t('Lower the learning rate, and look for inputs that are not finite or not scaled.'),
    );
  }
  if (state === 'failed') {
    add(
      'failed',
      'warning',
      [l10n.t('The run failed after {0} of {1} planned steps.', ...progress), ...because],
      l10n.t('Mend the cause and train again; what was checkpointed is kept.'),
    );
  } else if (state === 'interrupted') {
    add(
      'interrupted',
      'warning',
      [l10n.t('The run was interrupted after {0} of {1} planned steps.', ...progress), ...because],
      l10n.t('Resume it or train again; what is said here is of an unfinished training.'),
    );
  } else if (state === 'stopped') {
    add(
      'stopped',
      'note',
      [l10n.t('The run was stopped after {0} of {1} planned steps.', ...progress), ...because],
      null,
    );
  }
  return findings;
}
