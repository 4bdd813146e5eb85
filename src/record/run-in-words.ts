import * as l10n from '@vscode/l10n';
import type { BalancingConfiguration, StrategyName } from './balancing.js';
import type { RunState } from './event.js';

/** A balancing strategy by the name that people know it by. */
export function strategyInWords(strategy: StrategyName): string {
  switch (strategy) {
    case 'vanilla':
      return l10n.t('vanilla');
    case 'guided':
      return l10n.t('guided');
    case 'antiGuided':
      return l10n.t('anti-guided');
    case 'random':
      return l10n.t('random');
    case 'fixed':
      return l10n.t('fixed');
  }
}

/** A strategy with what sets it apart: `guided, α 0.01, Q 5`. */
export function balancingInWords(balancing: BalancingConfiguration): string {
  const name = strategyInWords(balancing.strategy);
  switch (balancing.strategy) {
    case 'vanilla':
      return name;
    case 'guided':
    case 'antiGuided':
      return `${name}, α ${balancing.alpha}, Q ${balancing.window}`;
    case 'random':
      return balancing.share === null ? name : l10n.t('{0}, share {1}', name, balancing.share);
    case 'fixed':
      return l10n.t('{0}, share {1}', `${name} ${balancing.modality}`, balancing.share);
  }
}

/** A state of a run, in a word. */
export function stateInWords(state: RunState): string {
  switch (state) {
    case 'starting':
      return l10n.t('starting');
    case 'training':
      return l10n.t('training');
    case 'paused':
      return l10n.t('paused');
    case 'evaluating':
      return l10n.t('evaluating');
    case 'finished':
      return l10n.t('finished');
    case 'stopped':
      return l10n.t('stopped');
    case 'interrupted':
      return l10n.t('interrupted');
    case 'failed':
      return l10n.t('failed');
  }
}
