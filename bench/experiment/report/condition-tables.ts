import { meanOf } from '../analysis/over-seeds.js';
import {
  modelAccuracy,
  rebalancingShare,
  utilizationQuantities,
  type Quantity,
} from '../analysis/quantities.js';
import { conditions } from '../conditions.js';
import type { RunResult } from '../result.js';
import { meanCell } from './cells.js';
import { markdownTable, paragraphs } from './markdown.js';

const ofTheClaim = conditions.filter(({ part }) => part === 'claim').map(({ name }) => name);

/** Means of every condition of the claim over seeds, on test, on validation, and the share of re-balancing steps. */
export function conditionTables(results: readonly RunResult[]): string {
  const onSplit = (split: 'test' | 'validation'): Quantity[] => [
    modelAccuracy(split),
    ...utilizationQuantities(split),
  ];
  return paragraphs(
    '## Every condition',
    'Means over the seeds that are in, with Student’s t intervals at 95 % over seeds; accuracies in percent. On test:',
    table(results, onSplit('test')),
    'On validation, where the color still gives the class away:',
    table(results, onSplit('validation')),
    'Of the steps after the warm-up (all conditions train for the same number of steps):',
    table(
      results.filter(({ rebalancing }) => rebalancing.some((steps) => steps > 0)),
      [rebalancingShare(0), rebalancingShare(1)],
    ),
  );
}

function table(results: readonly RunResult[], quantities: readonly Quantity[]): string {
  const rows = ofTheClaim.flatMap((name) => {
    const means = quantities.map((quantity) => meanOf(results, name, quantity));
    return means.every((mean) => mean === null)
      ? []
      : [[name, ...means.map((mean, index) => meanCell(mean, quantities[index].unit))]];
  });
  return markdownTable(['condition', ...quantities.map(({ name }) => name)], rows);
}
