import * as l10n from '@vscode/l10n';
import type { DataSource } from '../data/dataset.js';
import type { BranchSpecification, FusionSpecification } from '../network/specification.js';
import type { BalancingConfiguration } from '../record/balancing.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import type { TrainingConfiguration, TrainingOptions } from '../training/configuration.js';
import { checkBalancingFits } from './check-balancing-fits.js';
import {
  checkBalancing,
  checkData,
  checkFusion,
  checkLeaveOut,
  checkModalities,
  checkName,
  checkOptionNames,
  checkTraining,
  isRecord,
} from './check-options.js';

/** What a model file says: everything that {@link defineMultimodal} takes. */
export interface MultimodalOptions {
  /** Name of the model; its runs are named after it. */
  readonly name: string;
  /** Where the samples come from: `coloredAndGrayMnist({ … })`, `arrays({ … })`. */
  readonly data: DataSource;
  /**
   * One branch a modality, by the name that the modality has in the data: `convBranch({ … })`, `denseBranch({ … })`,
   * or `branch({ … })` for stages of your own choice.
   */
  readonly modalities: Readonly<Record<string, BranchSpecification>>;
  /** How the branches exchange information: `mmtm({ … })`; default `null`: not at all. */
  readonly fusion?: FusionSpecification;
  /** Epochs, batch size, optimizer, seed and so on. */
  readonly training: TrainingOptions;
  /** Which steps re-balance: `guided({ … })`, `random({ … })`, …; default `vanilla()`: none. */
  readonly balancing?: BalancingConfiguration;
  /** Names of the modalities that the data has and this model does without; default none. */
  readonly leaveOut?: readonly string[];
}

/** Known by its registered symbol, so that a definition made by another copy of this program is recognised. */
const brand = Symbol.for('modality-lens.definition');

/** A checked model: what a model file exports as its default. Made by {@link defineMultimodal} alone, frozen. */
export interface MultimodalDefinition extends Required<Omit<MultimodalOptions, 'training'>> {
  readonly training: TrainingConfiguration;
}

/**
 * Defines a multi-modal network, its data and its training. A model file exports the result as its default.
 *
 * @example
 * export default defineMultimodal({
 *   name: 'colored-and-gray-mnist',
 *   data: coloredAndGrayMnist({ source: 'drawn' }),
 *   modalities: { gray: convBranch({ filters: [16, 32] }), color: convBranch({ filters: [16, 32] }) },
 *   fusion: mmtm({ after: [1, 2] }),
 *   training: { epochs: 16, batchSize: 64, optimizer: sgd({ learningRate: 0.05 }), seed: 7 },
 *   balancing: guided({ alpha: 0.01, window: 5 }),
 * });
 * @throws Problem `model-file` with the entry at fault, where an option is unknown, missing or of the wrong kind
 */
export function defineMultimodal(options: MultimodalOptions): MultimodalDefinition {
  const given: unknown = options;
  if (!isRecord(given)) {
    throw modelFileProblem(
      'defineMultimodal',
      l10n.t('defineMultimodal takes one object with the options of the model.'),
      l10n.t('Write defineMultimodal({ name, data, modalities, training }).'),
    );
  }
  checkOptionNames(given);
  const definition = {
    name: checkName(given.name),
    data: checkData(given.data),
    modalities: checkModalities(given.modalities),
    fusion: checkFusion(given.fusion ?? null),
    training: checkTraining(given.training),
    balancing: checkBalancing(given.balancing ?? { strategy: 'vanilla' }),
    leaveOut: checkLeaveOut(given.leaveOut ?? []),
  };
  checkTogether(definition);
  return Object.freeze(Object.defineProperty(definition, brand, { value: true }));
}

/** Whether `value` was made by {@link defineMultimodal}. */
export function isDefinition(value: unknown): value is MultimodalDefinition {
  return isRecord(value) && Reflect.get(value, brand) === true;
}

/** What options have to do with each other. */
function checkTogether(definition: MultimodalDefinition): void {
  const names = Object.keys(definition.modalities);
  const both = definition.leaveOut.find((name) => names.includes(name));
  if (both !== undefined) {
    throw modelFileProblem(
      'leaveOut',
      l10n.t("The modality '{0}' is both used and left out.", both),
      l10n.t('Take it out of leaveOut or out of modalities.'),
    );
  }
  checkBalancingFits(definition.balancing, definition);
}
