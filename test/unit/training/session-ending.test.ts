import { describe, expect, it } from 'vitest';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { Generator } from '../../../src/random/generator.js';
import { Problem } from '../../../src/record/problem.js';
import type { TrainingOptions } from '../../../src/training/configuration.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { problemOf } from '../../support/problem-of.js';
import { constantFeatures, network, run, session, statesOf, vectors } from './support.js';

const batchesPerEpoch = 4;

describe('a rule', () => {
  it('ends the run when the validation accuracy is reached', async () => {
    const told = await run(session({ training: { epochs: 50, stop: { accuracy: 0.9 } } }));
    expect(told.steps.length).toBeLessThan(50 * batchesPerEpoch);
    expect(told.steps.length % batchesPerEpoch).toBe(0);
    const last = told.items.at(-1);
    expect(last).toMatchObject({ event: { state: 'finished' } });
    expect(JSON.stringify(last)).toContain('90.0 %');
  });

  it('ends the run after epochs without a better validation accuracy', async () => {
    const dataset = vectors({ modalities: [constantFeatures, constantFeatures] });
    const told = await run(
      session({ dataset, training: { epochs: 50, stop: { patience: 2 }, batchSize: 24 } }),
    );
    expect(told.steps.length).toBeLessThan(50);
    expect(JSON.stringify(told.items.at(-1))).toContain('2 epochs');
  });

  it('ends the run after so many steps, with an evaluation of the weights as they are', async () => {
    const told = await run(session({ training: { maxSteps: 6 } }));
    expect(told.steps).toHaveLength(6);
    const evaluation = told.events.find((event) => event.type === 'evaluation');
    expect(evaluation).toMatchObject({ step: 6, evaluation: { split: 'validation' } });
    expect(statesOf(told).at(-1)).toBe('finished');
    expect(told.checkpoints.at(-1)?.state.step).toBe(6);
  });
});

describe('a loss that is not a number', () => {
  it('ends the run as failed, the weights not updated, and no checkpoint made of it', async () => {
    const trained = network();
    const poisoned = { after: 6, read: 0 };
    const dataset = vectors();
    const { train } = dataset.splits;
    const splits = {
      ...dataset.splits,
      train: {
        ...train,
        read: async (indices: Int32Array) => {
          const values = await train.read(indices);
          poisoned.read += 1;
          return poisoned.read === poisoned.after
            ? new Map([...values].map(([name, data]) => [name, data.map(() => Number.NaN)]))
            : values;
        },
      },
    };
    const told = await run(
      session({
        network: trained,
        dataset: { ...dataset, splits },
        training: { checkpoints: { everySteps: 1, everyMinutes: null } },
      }),
    );
    expect(told.steps).toHaveLength(5);
    const last = told.events.at(-1);
    expect(last).toMatchObject({ type: 'state', state: 'failed', step: 5 });
    expect(JSON.stringify(last)).toMatch(
      /Step 6: The loss of branch 'left' became NaN.*learning rate/,
    );
    expect(told.checkpoints.at(-1)?.state.step).toBe(5);
    const weights = await trained.exportWeights();
    for (const { name } of trained.parameters) {
      expect(weights.get(name), name).toEqual(told.checkpoints.at(-1)?.weights.get(name));
    }
  });

  it('is found when the learning rate is far too high', async () => {
    const optimizer = sgd({ learningRate: 1e30 });
    const told = await run(session({ training: { optimizer } }));
    expect(statesOf(told).at(-1)).toBe('failed');
  });
});

describe('batches too small for batch norm', () => {
  const sizes = { train: 25, validation: 12, test: 6 };

  it.each<[string, Partial<TrainingOptions>, string]>([
    ['one sample a batch', { batchSize: 1 }, 'training.batchSize'],
    ['one sample left over', { batchSize: 6, dropLastBatch: false }, 'training.dropLastBatch'],
  ])('(%s) are refused before anything is trained', (_, training, entry) => {
    const problem = problemOf(() => session({ dataset: vectors({ sizes }), training }));
    expect(problem).toMatchObject({ code: 'model-file', entry });
  });

  it('are no matter where they are dropped, or a sample has several values a channel', async () => {
    const dropped = session({ dataset: vectors({ sizes }), training: { epochs: 1 } });
    expect((await run(dropped)).steps).toHaveLength(4);
    const branch = (length: number, filters: number[]) => ({
      ...{ name: 'left', shape: [length, length, 1] },
      branch: convBranch({ filters }),
    });
    const least = (length: number, filters: number[]): number => {
      const specification = { modalities: [branch(length, filters)], fusion: null, classCount: 3 };
      const made = new MultiModalNetwork(specification, Generator.stream(1, 'weights'));
      made.dispose();
      return made.leastBatch;
    };
    expect([least(8, [2, 2]), least(2, [2, 2]), least(1, [2])]).toEqual([1, 2, 2]);
  });
});

describe('anything else that goes wrong', () => {
  it('in an evaluation is not told as of a step', async () => {
    const dataset = vectors();
    const problem = new Problem({ code: 'training', what: 'It broke.', remedy: 'Mend it.' });
    const validation = { ...dataset.splits.validation, read: () => Promise.reject(problem) };
    const told = await run(
      session({ dataset: { ...dataset, splits: { ...dataset.splits, validation } } }),
    );
    expect(told.events.at(-1)).toMatchObject({ state: 'failed', reason: 'It broke. Mend it.' });
  });

  it('is told as failed and then thrown', async () => {
    const dataset = vectors();
    const unreadable = { ...dataset.splits.train, read: () => Promise.reject(new Error('gone')) };
    const running = session({
      dataset: { ...dataset, splits: { ...dataset.splits, train: unreadable } },
    });
    const states: string[] = [];
    await expect(
      run(running, (told) => {
        states.splice(0, states.length, ...statesOf(told));
      }),
    ).rejects.toThrow('gone');
    expect(states).toEqual(['training', 'failed']);
  });
});
