import { random } from '../../src/balancing/random.js';
import type { BalancingConfiguration } from '../../src/record/balancing.js';
import type { RunResult } from './result.js';

/**
 * Random re-balancing with the dose of a run: the share of its steps after warm-up that re-balanced, divided among the
 * modalities as there. Where the two differ in what they bring about, it is by when and whom the run re-balanced.
 */
export function doseMatched({
  afterWarmUp,
  rebalancing,
  modalities,
}: Pick<RunResult, 'afterWarmUp' | 'rebalancing' | 'modalities'>): BalancingConfiguration {
  const total = rebalancing.reduce((sum, steps) => sum + steps, 0);
  if (total === 0) {
    return random({ share: 0 });
  }
  return random({
    share: total / afterWarmUp,
    weights: Object.fromEntries(modalities.map((name, k) => [name, rebalancing[k] / total])),
  });
}
