import * as l10n from '@vscode/l10n';
import { createStrategy } from '../balancing/create-strategy.js';
import type { BalancingConfiguration } from '../record/balancing.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import type { MultimodalDefinition } from './define-multimodal.js';

/**
 * Checks that `balancing` can be applied to the network of `definition`.
 *
 * @throws Problem `model-file` where it re-balances a network without fusion, or names a modality that is not there
 */
export function checkBalancingFits(
  balancing: BalancingConfiguration,
  { modalities, fusion }: Pick<MultimodalDefinition, 'modalities' | 'fusion'>,
): void {
  if (balancing.strategy !== 'vanilla' && fusion === null) {
    throw modelFileProblem(
      'balancing',
      l10n.t(
        "'{0}' re-balances what fusion exchanges, and this model has no fusion.",
        balancing.strategy,
      ),
      l10n.t('Write balancing: vanilla(), or give the model a fusion.'),
    );
  }
  createStrategy(balancing, Object.keys(modalities));
}
