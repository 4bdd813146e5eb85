import type { BalancingConfiguration } from '../../src/record/balancing.js';

/** The strategies as a person reads them. */
export const strategyNames: Record<BalancingConfiguration['strategy'], string> = {
  vanilla: 'vanilla',
  guided: 'guided',
  random: 'random',
  fixed: 'fixed',
  antiGuided: 'anti-guided',
};

/** A strategy with what sets it apart: `guided, α 0.01, Q 5`. */
export function balancingInWords(balancing: BalancingConfiguration): string {
  const name = strategyNames[balancing.strategy];
  switch (balancing.strategy) {
    case 'vanilla':
      return name;
    case 'guided':
    case 'antiGuided':
      return `${name}, α ${balancing.alpha}, Q ${balancing.window}`;
    case 'random':
      return balancing.share === null ? name : `${name}, share ${balancing.share}`;
    case 'fixed':
      return `${name} ${balancing.modality}, share ${balancing.share}`;
  }
}
