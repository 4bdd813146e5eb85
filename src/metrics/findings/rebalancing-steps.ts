import { balancingInForce } from '../../record/balancing-in-force.js';
import type { Finding } from '../../record/finding.js';
import { modalityNames, type RunFacts } from './facts.js';
import { inWords, listed, plainNumber } from './words.js';

/** The share of re-balancing steps by boosted modality; for a strategy that re-balances, also that there were none. */
export function rebalancingSteps(facts: RunFacts): Finding[] {
  const { count, rebalancing, afterWarmUp, rule } = facts.steps;
  const total = rebalancing.reduce((sum, each) => sum + each, 0);
  const { strategy } = balancingInForce(facts);
  if (count === 0 || (total === 0 && (strategy === 'vanilla' || rebalancing.length < 2))) {
    return [];
  }
  if (total === 0) {
    const why =
      afterWarmUp === 0
        ? `the warm-up (epochs: ${rule.warmUpEpochs}) is not over`
        : 'nothing has called for one since the warm-up';
    return [note(`No step has re-balanced a modality under '${strategy}': ${why}.`, [])];
  }
  const names = modalityNames(facts);
  const parts = rebalancing.map(
    (steps, k) => `${inWords(steps / count, 'share')} re-balanced ${names[k]}`,
  );
  return [
    note(
      `Of ${inWords(count, 'count')} training steps, ${listed(parts)}; the others were regular.`,
      rebalancing.map((steps, k) =>
        plainNumber(`steps that re-balanced ${names[k]}`, 'count', steps, 'counted'),
      ),
    ),
  ];
}

function note(sentence: string, numbers: Finding['numbers']): Finding {
  return { id: 'rebalancing-steps', severity: 'note', sentences: [sentence], numbers, next: null };
}
