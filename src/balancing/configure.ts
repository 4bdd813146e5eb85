import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import {
  balancingConfiguration,
  type BalancingConfiguration,
  type StrategyName,
} from '../record/balancing.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import { antiGuided } from './anti-guided.js';
import { fixed, type FixedOptions } from './fixed.js';
import { guided } from './guided.js';
import { random } from './random.js';
import { vanilla } from './vanilla.js';

/** Names of the balancing strategies, as a person may ask for one. */
export const strategyNames: readonly StrategyName[] = balancingConfiguration.options.map(
  ({ shape }) => shape.strategy.value,
);

const named = z.looseObject({ strategy: z.enum(strategyNames) });

/**
 * The balancing that `given` describes as JSON does, such as `{ strategy: 'random', share: 0.8 }`; options that are left
 * out have their defaults.
 *
 * @throws Problem `model-file` where it names no strategy, or an option is missing, out of range or unknown
 */
export function configureBalancing(given: unknown): BalancingConfiguration {
  const result = named.safeParse(given);
  if (!result.success) {
    throw modelFileProblem(
      'balancing.strategy',
      l10n.t('This names no balancing strategy.'),
      l10n.t('Give an object with strategy: {0}, and its options.', strategyNames.join(', ')),
    );
  }
  const { strategy, ...options } = result.data;
  switch (strategy) {
    case 'vanilla':
      return vanilla(options as Record<string, never>);
    case 'guided':
      return guided(options);
    case 'antiGuided':
      return antiGuided(options);
    case 'random':
      return random(options);
    case 'fixed':
      return fixed(options as unknown as FixedOptions);
  }
}
