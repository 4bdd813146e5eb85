import * as l10n from '@vscode/l10n';
import { antiGuided } from '../balancing/anti-guided.js';
import { fixed } from '../balancing/fixed.js';
import { guided } from '../balancing/guided.js';
import { random } from '../balancing/random.js';
import { vanilla } from '../balancing/vanilla.js';
import type {
  BalancingAsked,
  BalancingConfiguration,
  GuidedAsked,
  StrategyName,
} from '../record/balancing.js';
import { Problem } from '../record/problem.js';
import type { TrainingConfiguration } from '../training/configuration.js';
import { checkBalancingFits } from './check-balancing-fits.js';
import type { MultimodalDefinition } from './define-multimodal.js';

/** What a person asks for beside the model file, on the command line or in the editor; null: as the file has it. */
export interface DefinitionOverrides {
  readonly balancing?: BalancingAsked | null;
  readonly epochs?: number | null;
  readonly maxSteps?: number | null;
  readonly seed?: number | null;
  /** Name of the one modality to train alone. */
  readonly only?: string | null;
}

/** How a run is trained, after {@link DefinitionOverrides}. */
export interface ResolvedDefinition {
  readonly training: TrainingConfiguration;
  readonly balancing: BalancingConfiguration;
}

/**
 * How `definition` is trained with `overrides`. A strategy asked for by name keeps the options of the model file where
 * the file has the same strategy, and has its defaults otherwise; `fixed` then boosts
 * the first modality in half of the steps. A configuration is taken as it is, and guided with some of its options
 * leaves the others to the model file. A modality trained alone has nothing to re-balance: its strategy is vanilla.
 *
 * @throws Problem `usage` where a strategy is asked for together with `only`; `model-file` where it does not fit
 */
export function resolveDefinition(
  definition: MultimodalDefinition,
  overrides: DefinitionOverrides = {},
): ResolvedDefinition {
  const { training } = definition;
  return {
    training: {
      ...training,
      epochs: overrides.epochs ?? training.epochs,
      maxSteps: overrides.maxSteps ?? training.maxSteps,
      seed: overrides.seed ?? training.seed,
    },
    balancing: resolveBalancing(definition, overrides),
  };
}

function resolveBalancing(
  definition: MultimodalDefinition,
  { balancing = null, only = null }: DefinitionOverrides,
): BalancingConfiguration {
  const asked = typeof balancing === 'string' ? balancing : (balancing?.strategy ?? null);
  if (only !== null) {
    if (asked !== null && asked !== 'vanilla') {
      throw new Problem({
        code: 'usage',
        entry: 'balancing',
        what: l10n.t("The modality '{0}' trained alone has nothing to re-balance.", only),
        remedy: l10n.t("Leave out either 'only' or '{0}'.", asked),
      });
    }
    return vanilla();
  }
  if (balancing === null || balancing === definition.balancing.strategy) {
    return definition.balancing;
  }
  const configuration =
    typeof balancing === 'string'
      ? defaultsOf(balancing, Object.keys(definition.modalities))
      : balancing.strategy === 'guided'
        ? guidedAs(balancing, definition)
        : balancing;
  checkBalancingFits(configuration, definition);
  return configuration;
}

function guidedAs(
  { strategy, ...asked }: GuidedAsked,
  { balancing }: MultimodalDefinition,
): BalancingConfiguration {
  if (balancing.strategy !== strategy) {
    return guided(asked);
  }
  const { alpha, window, warmUpEpochs } = balancing;
  return guided({ alpha, window, warmUpEpochs, ...asked });
}

function defaultsOf(strategy: StrategyName, modalities: readonly string[]): BalancingConfiguration {
  switch (strategy) {
    case 'vanilla':
      return vanilla();
    case 'guided':
      return guided();
    case 'antiGuided':
      return antiGuided();
    case 'random':
      return random();
    case 'fixed':
      return fixed({ modality: modalities[0], share: 0.5 });
  }
}
