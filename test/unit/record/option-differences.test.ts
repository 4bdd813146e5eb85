import { describe, expect, it } from 'vitest';
import { optionDifferences } from '../../../src/record/option-differences.js';
import { runDescription } from './run-description.js';

const plain = runDescription();

/** `plain` with another training. */
function trained(training: object) {
  return runDescription({ configuration: { ...plain.configuration, training } });
}

describe('the options in which runs differ', () => {
  it('are none for seeds of one configuration', () => {
    expect(optionDifferences([plain, { ...trained({ epochs: 2, seed: 5 }), seed: 5 }])).toEqual([]);
    expect(optionDifferences([plain])).toEqual([]);
  });

  it('are named where they stand, with one value a run', () => {
    const adam = trained({ epochs: 2, seed: 1, optimizer: { kind: 'adam' } });
    const sgd = trained({ epochs: 3, seed: 1, optimizer: { kind: 'sgd', momentum: 0.9 } });
    expect(optionDifferences([adam, sgd, sgd])).toEqual([
      { option: 'training.epochs', values: [2, 3, 3] },
      { option: 'training.optimizer.kind', values: ['adam', 'sgd', 'sgd'] },
      { option: 'training.optimizer.momentum', values: [undefined, 0.9, 0.9] },
    ]);
  });

  it('are the strategy and its options, and the files that the runs were made from', () => {
    const guided = runDescription({
      balancing: { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 },
      model: { ...plain.model, hash: 'def' },
    });
    expect(optionDifferences([plain, guided]).map(({ option }) => option)).toEqual([
      'balancing.strategy',
      'balancing.alpha',
      'balancing.window',
      'balancing.warmUpEpochs',
      'model file',
    ]);
  });

  it('are whole lists, unless these are lists of options as long as each other', () => {
    const stages = (...list: unknown[]) => ({
      ...plain,
      configuration: { modalities: { gray: { stages: list } } },
    });
    const [four, six] = [{ filters: 4 }, { filters: 6 }];
    expect(optionDifferences([stages(four, four), stages(four, six)])).toEqual([
      { option: 'modalities.gray.stages[1].filters', values: [4, 6] },
    ]);
    expect(optionDifferences([stages(four), stages(four, six)])).toEqual([
      { option: 'modalities.gray.stages', values: [[four], [four, six]] },
    ]);
    expect(optionDifferences([stages(1, 2), stages(1, 3)])[0].option).toBe(
      'modalities.gray.stages',
    );
  });
});
