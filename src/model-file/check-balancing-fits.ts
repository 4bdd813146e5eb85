import type { BalancingConfiguration } from '../record/balancing.js';
import type { MultimodalDefinition } from './define-multimodal.js';
import { definitionProblem } from './definition-problem.js';
import { suggestName } from './suggest-name.js';

/**
 * Checks that `balancing` can be applied to the network of `definition`.
 *
 * @throws Problem `model-file` where it re-balances a network without fusion, or names a modality that is not there
 */
export function checkBalancingFits(
  balancing: BalancingConfiguration,
  definition: Pick<MultimodalDefinition, 'modalities' | 'fusion'>,
): void {
  if (balancing.strategy !== 'vanilla' && definition.fusion === null) {
    throw definitionProblem(
      'balancing',
      `'${balancing.strategy}' re-balances what fusion exchanges, and this model has no fusion.`,
      'Write balancing: vanilla(), or give the model a fusion.',
    );
  }
  const names = Object.keys(definition.modalities);
  for (const { entry, modality } of modalitiesOf(balancing)) {
    if (!names.includes(modality)) {
      const remedy = suggestName(modality, names);
      throw definitionProblem(entry, `There is no modality '${modality}' in this model.`, remedy);
    }
  }
}

function modalitiesOf(
  balancing: BalancingConfiguration,
): readonly { readonly entry: string; readonly modality: string }[] {
  switch (balancing.strategy) {
    case 'fixed':
      return [{ entry: 'balancing.modality', modality: balancing.modality }];
    case 'random':
      return Object.keys(balancing.weights ?? {}).map((modality) => ({
        entry: `balancing.weights.${modality}`,
        modality,
      }));
    case 'vanilla':
    case 'guided':
    case 'antiGuided':
      return [];
  }
}
