import { inWords } from '../../../src/metrics/findings/words.js';
import { differenceOf } from '../analysis/over-seeds.js';
import { modelAccuracy, utilizationQuantities, type Quantity } from '../analysis/quantities.js';
import { conditions } from '../conditions.js';
import type { RunResult } from '../result.js';
import { differenceCell } from './cells.js';
import { markdownTable, paragraphs } from './markdown.js';

/** Differences between conditions, paired by seed. */
export function differenceTables(results: readonly RunResult[]): string {
  return paragraphs(
    '## Differences, paired by seed',
    'Student’s t intervals at 95 %; accuracies in points. Only the right column says something of guidance: its control ' +
      're-balances as often and each branch as often as guided does with the same seed, but when chance says so.',
    boostedByGuided(results),
    'On test:',
    guidedAgainst(results, 'test', false),
    'On validation:',
    guidedAgainst(results, 'validation', false),
    'With batch norm’s running statistics measured anew on the training split before (on test, then on validation):',
    guidedAgainst(results, 'test', true),
    guidedAgainst(results, 'validation', true),
    'Test accuracy of every condition less that of vanilla:',
    againstVanilla(results),
    'Not among what was frozen: test accuracy of guided less that of the controls that choose other branches, or none ' +
      'in particular:',
    againstOtherChoices(results),
    'Under-trained means worse than alone. A(f′) of a branch, on validation, less the accuracy of the same branch trained ' +
      'alone:',
    againstAlone(results),
  );
}

function guidedAgainst(
  results: readonly RunResult[],
  split: 'test' | 'validation',
  recalibrated: boolean,
): string {
  const quantities = [
    modelAccuracy(split, recalibrated),
    ...utilizationQuantities(split, recalibrated),
  ];
  return markdownTable(
    ['', 'guided − vanilla', 'guided − random-matched'],
    quantities.map((quantity) => [
      quantity.name,
      ...['vanilla', 'random-matched'].map((reference) =>
        differenceCell(differenceOf(results, 'guided', reference, quantity), quantity.unit),
      ),
    ]),
  );
}

function againstVanilla(results: readonly RunResult[]): string {
  const accuracy = modelAccuracy('test');
  const rows = conditions
    .filter(({ name, part }) => part === 'claim' && name !== 'vanilla')
    .map(({ name }) => {
      const difference = differenceOf(results, name, 'vanilla', accuracy);
      return [name, differenceCell(difference, 'points'), String(difference?.seeds ?? 0)];
    });
  return markdownTable(['condition', 'points', 'seeds'], rows);
}

/** Whom guided boosted: its dose-matched control has that choice from it. */
function boostedByGuided(results: readonly RunResult[]): string {
  const guided = results.filter(({ condition }) => condition === 'guided');
  const steps = (branch: number): number =>
    guided.reduce((sum, { rebalancing }) => sum + rebalancing[branch], 0);
  const total = steps(0) + steps(1);
  return total === 0
    ? ''
    : `Of all re-balancing steps that guided took, ${inWords(steps(0) / total, 'share')} boosted gray. The control has ` +
        'that division from guided: where it is one-sided, the control knows whom to boost without any speed, and what ' +
        'the right column compares is only when.';
}

function againstOtherChoices(results: readonly RunResult[]): string {
  const accuracy = modelAccuracy('test');
  return markdownTable(
    ['', 'points', 'seeds'],
    ['random', 'anti-guided'].map((reference) => {
      const difference = differenceOf(results, 'guided', reference, accuracy);
      return [
        `guided − ${reference}`,
        differenceCell(difference, 'points'),
        String(difference?.seeds ?? 0),
      ];
    }),
  );
}

function againstAlone(results: readonly RunResult[]): string {
  const quantities = utilizationQuantities('validation');
  const alone = modelAccuracy('validation');
  const cell = (condition: string, cut: Quantity, reference: string): string =>
    differenceCell(differenceOf(results, condition, reference, cut, alone), 'points');
  const rows = ['vanilla', 'guided', 'random-matched', 'random', 'anti-guided'].map((name) => [
    name,
    cell(name, quantities[2], 'gray-alone'),
    cell(name, quantities[3], 'color-alone'),
  ]);
  return markdownTable(['condition', 'gray', 'color'], rows);
}
