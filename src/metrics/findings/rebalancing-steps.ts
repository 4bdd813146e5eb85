import * as l10n from '@vscode/l10n';
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
    const sentence =
      afterWarmUp === 0
        ? l10n.t(
            "No step has re-balanced a modality under '{0}': the warm-up (epochs: {1}) is not over.",
            strategy,
            rule.warmUpEpochs,
          )
        : l10n.t(
            "No step has re-balanced a modality under '{0}': nothing has called for one since the warm-up.",
            strategy,
          );
    return [note(sentence, [])];
  }
  const names = modalityNames(facts);
  const parts = rebalancing.map((steps, k) =>
    l10n.t({
      message: '{0} re-balanced {1}',
      args: [inWords(steps / count, 'share'), names[k]],
      comment: 'Part of a list: a share of the steps re-balanced a modality.',
    }),
  );
  return [
    note(
      l10n.t(
        'Of {0} training steps, {1}; the others were regular.',
        inWords(count, 'count'),
        listed(parts),
      ),
      rebalancing.map((steps, k) =>
        plainNumber(
          l10n.t('steps that re-balanced {0}', names[k]),
          'count',
          steps,
          l10n.t('counted'),
        ),
      ),
    ),
  ];
}

function note(sentence: string, numbers: Finding['numbers']): Finding {
  return { id: 'rebalancing-steps', severity: 'note', sentences: [sentence], numbers, next: null };
}
