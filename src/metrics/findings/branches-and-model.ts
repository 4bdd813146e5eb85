import * as l10n from '@vscode/l10n';
import type { Finding, FindingNumber } from '../../record/finding.js';
import type { Estimate } from '../../record/utilization.js';
import { wilsonInterval } from '../wilson-interval.js';
import { lastEvaluation, lastUtilization, modalityNames, type RunFacts } from './facts.js';
import {
  inWords,
  listed,
  measuredNumber,
  measuredOn,
  splitInWords,
  withInterval,
} from './words.js';

interface Accuracies {
  readonly model: FindingNumber;
  readonly branches: readonly FindingNumber[];
  readonly where: string;
  /** The accuracy that always answering with the most frequent class has. */
  readonly chance: number;
}

/** Accuracy of the model beside that of each branch, and branches that are above it or not clear of chance (ours). */
export function branchesAndModel(facts: RunFacts): Finding[] {
  const accuracies = measuredAccuracies(facts) ?? evaluatedAccuracies(facts);
  if (accuracies === null) {
    return [];
  }
  const names = modalityNames(facts);
  const { model, branches, where } = accuracies;
  const parts = branches.map((branch, k) => `${names[k]} ${withPercent(branch)}`);
  const sentence =
    parts.length < 2
      ? l10n.t('On {0} the model gets {1} right.', where, withPercent(model))
      : l10n.t(
          "On {0} the model gets {1} right; of the branches' own predictions, {2}.",
          where,
          withPercent(model),
          listed(parts),
        );
  return [
    {
      id: 'branches-and-model',
      severity: 'note',
      sentences: [sentence],
      numbers: [model, ...branches],
      next: null,
    },
    ...aboveModel(accuracies, names),
    ...atChance(accuracies, names),
  ];
}

function aboveModel({ model, branches }: Accuracies, names: readonly string[]): Finding[] {
  return branches.flatMap((branch, k): Finding[] =>
    branches.length > 1 && branch.low !== null && model.high !== null && branch.low > model.high
      ? [
          {
            id: 'branch-above-model',
            severity: 'warning',
            modality: k,
            sentences: [
              l10n.t(
                "The {0} branch gets {1} right, more than the model's {2}: the mean with the other predictions costs accuracy.",
                names[k],
                withPercent(branch),
                withPercent(model),
              ),
            ],
            numbers: [branch, model],
            next: l10n.t(
              "Until the other branches catch up, use the {0} branch's own prediction; train longer or with re-balancing.",
              names[k],
            ),
          },
        ]
      : [],
  );
}

function atChance({ branches, chance }: Accuracies, names: readonly string[]): Finding[] {
  return branches.flatMap((branch, k): Finding[] =>
    branch.low !== null && branch.low <= chance
      ? [
          {
            id: 'branch-at-chance',
            severity: 'warning',
            modality: k,
            sentences: [
              l10n.t(
                'The {0} branch gets {1} right, not clear of the {2} % of always answering with one class: what it loses without another modality says nothing yet.',
                names[k],
                withPercent(branch),
                inWords(chance, 'accuracy'),
              ),
            ],
            numbers: [branch],
            next: l10n.t('Train longer before reading its conditional utilization rate.'),
          },
        ]
      : [],
  );
}

function measuredAccuracies(facts: RunFacts): Accuracies | null {
  const measured = lastUtilization(facts);
  const names = modalityNames(facts);
  if (measured === null) {
    return null;
  }
  const { utilization } = measured;
  const ofBranches = names.map((_, k) => utilization.entries.find(({ branch }) => branch === k));
  if (ofBranches.some((entry) => entry === undefined)) {
    return null;
  }
  const number = (label: string, estimate: Estimate) =>
    measuredNumber(label, 'accuracy', estimate, measured);
  return {
    model: number(l10n.t('accuracy of the model'), utilization.modelAccuracy),
    branches: ofBranches.flatMap((entry, k) =>
      entry === undefined
        ? []
        : [number(l10n.t('accuracy of the {0} branch', names[k]), entry.accuracy)],
    ),
    where: measuredOn(utilization),
    chance: Math.max(
      1 / facts.description.classes.length,
      ...utilization.classes.map(({ samples }) => samples / Math.max(utilization.samples, 1)),
    ),
  };
}

function evaluatedAccuracies(facts: RunFacts): Accuracies | null {
  const evaluation = lastEvaluation(facts);
  const names = modalityNames(facts);
  if (evaluation === null || evaluation.samples === 0) {
    return null;
  }
  const { samples, split } = evaluation;
  const where = l10n.t({
    message: '{0} {1} samples',
    args: [inWords(samples, 'count'), splitInWords(split)],
    comment: 'Follows "on"; {1} is a split of a data set.',
  });
  const number = (label: string, accuracy: number): FindingNumber => ({
    label,
    unit: 'accuracy',
    ...wilsonInterval(accuracy, samples),
    how: l10n.t(
      "on {0}; 95 % over samples, Wilson's interval, for these weights (not over seeds)",
      where,
    ),
  });
  return {
    model: number(l10n.t('accuracy of the model'), evaluation.accuracy),
    branches: evaluation.branchAccuracies.map((accuracy, k) =>
      number(l10n.t('accuracy of the {0} branch', names[k]), accuracy),
    ),
    where,
    chance: 1 / facts.description.classes.length,
  };
}

function withPercent(number: FindingNumber): string {
  const text = withInterval(number, number.unit);
  const space = text.indexOf(' ');
  return space === -1 ? `${text} %` : `${text.slice(0, space)} %${text.slice(space)}`;
}
