import * as l10n from '@vscode/l10n';
import type { DataSource } from '../data/dataset.js';
import type { BranchSpecification, FusionSpecification } from '../network/specification.js';
import { balancingConfiguration, type BalancingConfiguration } from '../record/balancing.js';
import { modelFileProblem } from '../record/model-file-problem.js';
import { unknownOption } from '../record/unknown-option.js';
import {
  resolveTraining,
  type TrainingConfiguration,
  type TrainingOptions,
} from '../training/configuration.js';
import type { MultimodalOptions } from './define-multimodal.js';
import { checkModalityName } from './modality-name.js';

const optionNames: Readonly<Record<keyof MultimodalOptions, true>> = {
  name: true,
  data: true,
  modalities: true,
  fusion: true,
  training: true,
  balancing: true,
  leaveOut: true,
};

/** Throws a Problem with the nearest name where `options` has one that a definition does not have. */
export function checkOptionNames(options: object): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(optionNames, name)) {
      throw unknownOption(name, Object.keys(optionNames), name);
    }
  }
}

/** The name of a model. Throws a Problem where there is none. */
export function checkName(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || /\p{Cc}/u.test(value)) {
    throw modelFileProblem(
      'name',
      l10n.t('The model has no name.'),
      l10n.t("Write name: 'my-model'; its runs are named after it."),
    );
  }
  return value;
}

/** The source of the data. Throws a Problem where `value` is none. */
export function checkData(value: unknown): DataSource {
  if (!isRecord(value) || typeof value.load !== 'function' || !isRecord(value.description)) {
    throw modelFileProblem(
      'data',
      l10n.t('The model does not say where its data come from.'),
      l10n.t('Write data: coloredAndGrayMnist() or data: arrays({ … }).'),
    );
  }
  return value as unknown as DataSource;
}

/** The branches by modality, frozen. Throws a Problem where a name or a branch is not one. */
export function checkModalities(value: unknown): Readonly<Record<string, BranchSpecification>> {
  if (!isRecord(value) || Array.isArray(value) || Object.keys(value).length === 0) {
    throw modelFileProblem(
      'modalities',
      l10n.t('The model has no modalities.'),
      l10n.t('Write modalities: { gray: convBranch({ … }), color: convBranch({ … }) }.'),
    );
  }
  // `{ __proto__: … }` sets the prototype in place of an entry.
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
  const names = plain ? [] : ['__proto__'];
  for (const name of [...names, ...Object.keys(value)]) {
    checkModalityName(name);
    const branch: unknown = value[name];
    if (!isRecord(branch) || !Array.isArray(branch.stages) || !isRecord(branch.head)) {
      throw modelFileProblem(
        `modalities.${name}`,
        l10n.t("The modality '{0}' has no branch.", name),
        l10n.t('Give it a branch: convBranch({ … }), denseBranch({ … }) or branch({ … }).'),
      );
    }
  }
  return Object.freeze({ ...value }) as Record<string, BranchSpecification>;
}

/** The fusion, or null. Throws a Problem where `value` is neither. */
export function checkFusion(value: unknown): FusionSpecification {
  if (value !== null && !(isRecord(value) && value.kind === 'mmtm')) {
    throw modelFileProblem(
      'fusion',
      l10n.t('This is not a fusion.'),
      l10n.t('Write fusion: mmtm({ after: [1] }), or leave it out.'),
    );
  }
  return value as FusionSpecification;
}

/** The training configuration, resolved. Throws a Problem where an option is wrong or missing. */
export function checkTraining(value: unknown): TrainingConfiguration {
  if (!isRecord(value)) {
    throw modelFileProblem(
      'training',
      l10n.t('The model does not say how it is trained.'),
      l10n.t(
        'Write training: { epochs: 16, batchSize: 64, optimizer: sgd({ learningRate: 0.05 }) }.',
      ),
    );
  }
  return resolveTraining(value as unknown as TrainingOptions);
}

/** The balancing configuration. Throws a Problem where `value` is none. */
export function checkBalancing(value: unknown): BalancingConfiguration {
  const result = balancingConfiguration.safeParse(value);
  if (!result.success) {
    throw modelFileProblem(
      'balancing',
      l10n.t('This is not a balancing strategy.'),
      l10n.t('Write balancing: vanilla(), guided(), random(), fixed({ … }) or antiGuided().'),
    );
  }
  return result.data;
}

/** The names of the modalities to do without. Throws a Problem where `value` is no list of names. */
export function checkLeaveOut(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
    throw modelFileProblem(
      'leaveOut',
      l10n.t('leaveOut takes the names of modalities.'),
      l10n.t("Write leaveOut: ['depth']."),
    );
  }
  return value;
}

/** Whether `value` is an object, of whatever kind. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
