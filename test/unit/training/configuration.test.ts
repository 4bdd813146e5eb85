import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { resolveTraining, type TrainingOptions } from '../../../src/training/configuration.js';
import { adam } from '../../../src/training/optimizers/adam.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { plannedSteps } from '../../../src/training/planned-steps.js';
import { plateau } from '../../../src/training/schedules/plateau.js';
import { problemOf } from '../../support/problem-of.js';

const least: TrainingOptions = {
  epochs: 2,
  batchSize: 8,
  optimizer: sgd({ learningRate: 0.05 }),
};

describe('the training of a model file', () => {
  it('gets every default', () => {
    expect(resolveTraining(least)).toEqual({
      epochs: 2,
      batchSize: 8,
      optimizer: {
        kind: 'sgd',
        learningRate: 0.05,
        momentum: 0,
        weightDecay: 0,
        schedule: { kind: 'constant' },
      },
      seed: 0,
      dropLastBatch: true,
      stop: { accuracy: null, patience: null },
      maxSteps: null,
      recalibrateBatchNorm: false,
      utilization: { every: 1, samples: 1024, recordingSamples: 1024, budget: 0.05 },
      checkpoints: { everySteps: null, everyMinutes: 0.5, keepLast: 1 },
    });
  });

  it('takes a tf.Optimizer factory and records it as opaque', () => {
    const { optimizer } = resolveTraining({ ...least, optimizer: () => tf.train.rmsprop(0.01) });
    expect(JSON.parse(JSON.stringify(optimizer))).toEqual({ kind: 'opaque' });
  });

  it.each([
    [{ ...least, epochs: 0 }, 'training.epochs', 'from 1'],
    [{ ...least, batchSize: 1.5 }, 'training.batchSize', 'samples'],
    [{ ...least, stop: { accuracy: 80 } }, 'training.stop.accuracy', 'share'],
    [{ epochs: 1, batchSize: 2 }, 'training.optimizer', 'sgd('],
    [
      { ...least, optimizer: { kind: 'sgd', learningRate: -1 } },
      'training.optimizer.learningRate',
      'learning rate',
    ],
    [{ ...least, epoch: 3 }, 'training.epoch', "'epochs'"],
    [{ ...least, checkpoints: { everyStep: 3 } }, 'training.checkpoints.everyStep', "'everySteps'"],
    [
      { ...least, optimizer: { ...sgd({ learningRate: 1 }), momentun: 0.9 } },
      'training.optimizer.momentun',
      "'momentum'",
    ],
    [{ ...least, schedule: plateau() }, 'training.schedule', 'constant rate'],
    [null, 'training', ''],
  ])('names what is wrong: %j', (options, entry, remedy) => {
    const description = problemOf(() => resolveTraining(options as TrainingOptions));
    expect(description).toMatchObject({ code: 'model-file', entry });
    expect(description.remedy).toContain(remedy);
  });

  it.each([
    [() => sgd({ learningrate: 1 } as never), 'training.optimizer', 'learningRate'],
    [
      () => sgd({ learningRate: 1, momentun: 1 } as never),
      'training.optimizer.momentun',
      'momentum',
    ],
    [() => adam({ beta1: 1 }), 'training.optimizer.beta1', 'below 1'],
    [() => plateau({ factor: 2 }), 'training.optimizer.schedule.factor', 'between 0 and 1'],
  ])('names what is wrong in a call: %s', (call, entry, remedy) => {
    const description = problemOf(call);
    expect(description.entry).toContain(entry);
    expect(`${description.what} ${description.remedy}`.toLowerCase()).toContain(
      remedy.toLowerCase(),
    );
  });
});

describe('the planned steps', () => {
  const { batchSize, epochs } = least;

  it.each([
    [20, true, null, 4],
    [20, false, null, 6],
    [16, false, null, 4],
    [20, true, 3, 3],
    [20, true, 30, 4],
  ])('of %i samples, last batch dropped: %s, at most %s, are %i', (samples, drop, most, steps) => {
    const configuration = { batchSize, epochs, dropLastBatch: drop, maxSteps: most };
    expect(plannedSteps(configuration, samples)).toBe(steps);
  });

  it('need one whole batch', () => {
    const problem = problemOf(() => plannedSteps(resolveTraining(least), 7));
    expect(problem).toMatchObject({ code: 'model-file', entry: 'training.batchSize' });
    expect(problem.remedy).toContain('batchSize');
  });
});
