import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { balancingOptions, type BalancingConfiguration } from '../record/balancing.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import { resolveOptions } from '../record/resolve-options.js';
import { valueInWords } from '../record/value-in-words.js';
import { drawnSteps } from './drawn-steps.js';
import { modalityIndex } from './modality-index.js';
import type { Strategy } from './strategy.js';

/** The options of {@link random}; `share` and `weights` are ours, so that its dose can match guided's. */
export interface RandomOptions {
  /** Share of re-balancing steps after warm-up, 0–1; by default the paper's, M/(M + 1) for M modalities. */
  readonly share?: number | null;
  /** How re-balancing steps are divided among the modalities, by name, 0 where left out; by default evenly. */
  readonly weights?: Readonly<Record<string, number>> | null;
  /** Epochs of regular steps at the start of the run; by default 1. */
  readonly warmUpEpochs?: number;
}

const schema = z.strictObject({
  share: balancingOptions.share.nullable().default(null),
  weights: balancingOptions.weights.nullable().default(null),
  warmUpEpochs: balancingOptions.warmUpEpochs.default(1),
});

/**
 * For a model file: the paper's random variant, in which each step after warm-up is drawn from regular and boosting
 * any of the modalities, uniformly unless `share` and `weights` say otherwise.
 *
 * @throws Problem `model-file` where an option is out of range or unknown
 */
export function random(options: RandomOptions = {}): BalancingConfiguration {
  const resolved = resolveOptions(schema, options, 'balancing');
  if (resolved.weights !== null) {
    totalWeight(resolved.weights);
  }
  return { strategy: 'random', ...resolved };
}

/**
 * Draws each step after warm-up from regular and boosting any of the modalities (paper; `share` and `weights` ours).
 *
 * @throws Problem `model-file` where `weights` names a modality that is not there, or are all 0
 */
export function randomStrategy(
  share: number | null,
  weights: Readonly<Record<string, number>> | null,
  modalityNames: readonly string[],
): Strategy<null> {
  const wholeShare = share ?? modalityNames.length / (modalityNames.length + 1);
  if (weights === null) {
    return drawnSteps(modalityNames.map(() => wholeShare / modalityNames.length));
  }
  const probabilities = modalityNames.map(() => 0);
  const wholeWeight = totalWeight(weights);
  for (const [name, weight] of Object.entries(weights)) {
    const index = modalityIndex(name, modalityNames, `balancing.weights.${name}`);
    probabilities[index] = (wholeShare * weight) / wholeWeight;
  }
  return drawnSteps(probabilities);
}

function totalWeight(weights: Readonly<Record<string, number>>): number {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  if (total === 0) {
    throw modelFileProblem(
      'balancing.weights',
      l10n.t('No modality has a weight: {0}.', valueInWords(weights)),
      l10n.t('Give at least one modality a weight above 0.'),
    );
  }
  return total;
}
