import type { BalancingConfiguration } from '../record/balancing.js';
import { antiGuidedStrategy } from './anti-guided.js';
import { fixedStrategy } from './fixed.js';
import { guidedStrategy } from './guided.js';
import { randomStrategy } from './random.js';
import type { Strategy } from './strategy.js';
import { vanillaStrategy } from './vanilla.js';

/**
 * The strategy that `configuration` asks for.
 *
 * @param modalityNames names of the run's modalities, in its order
 * @throws Problem `model-file` where the configuration names a modality that is not among them
 */
export function createStrategy(
  configuration: BalancingConfiguration,
  modalityNames: readonly string[],
): Strategy {
  switch (configuration.strategy) {
    case 'vanilla':
      return vanillaStrategy();
    case 'guided':
      return guidedStrategy(configuration.alpha, configuration.window);
    case 'antiGuided':
      return antiGuidedStrategy(configuration.alpha, configuration.window);
    case 'random':
      return randomStrategy(configuration.share, configuration.weights, modalityNames);
    case 'fixed':
      return fixedStrategy(configuration.modality, configuration.share, modalityNames);
  }
}
