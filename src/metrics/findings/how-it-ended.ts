import type { Finding, FindingId } from '../../record/finding.js';
import type { RunFacts } from './facts.js';
import { inWords } from './words.js';

/** Runs that diverged, failed, were interrupted, or stopped before their planned end. */
export function howItEnded({ state, reason, steps, description }: RunFacts): Finding[] {
  const findings: Finding[] = [];
  const because = reason === null ? [] : [reason];
  const progress = `after ${inWords(steps.count, 'count')} of ${inWords(description.plannedSteps, 'count')} planned steps`;
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
        `The training diverged: from step ${inWords(steps.firstNonFiniteLoss, 'count')} on there are losses that are not finite, and no number after it means anything.`,
      ],
      'Lower the learning rate, and look for inputs that are not finite or not scaled.',
    );
  }
  if (state === 'failed') {
    add(
      'failed',
      'warning',
      [`The run failed ${progress}.`, ...because],
      'Mend the cause and train again; what was checkpointed is kept.',
    );
  } else if (state === 'interrupted') {
    add(
      'interrupted',
      'warning',
      [`The run was interrupted ${progress}.`, ...because],
      'Resume it or train again; what is said here is of an unfinished training.',
    );
  } else if (state === 'stopped') {
    add('stopped', 'note', [`The run was stopped ${progress}.`, ...because], null);
  }
  return findings;
}
