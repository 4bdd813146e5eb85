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
        [`Only ${name} was trained: there is no other modality to lean on.`],
        `Use it as the reference for the ${name} branch of a multi-modal run.`,
      ),
    ];
  }
  const sentences: string[] = [];
  const isMeasured = lastUtilization(facts) !== null;
  if (!isMeasured) {
    sentences.push(
      'No conditional utilization rate has been measured: this run does not say whether the network leans on one modality.',
    );
  }
  if (judged < leastSteps) {
    const seen = judged === 0 ? 'no regular step' : `only ${judged} regular steps`;
    sentences.push(
      `${inWords(count, 'count')} training steps, with ${seen} after the warm-up: too short to judge d_speed.`,
    );
  }
  return sentences.length === 0
    ? []
    : [
        note(
          'too-short',
          sentences,
          isMeasured ? 'Train longer.' : 'Train longer, with an evaluation at the end of an epoch.',
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
