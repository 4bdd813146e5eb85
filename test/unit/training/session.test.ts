import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { runEvent } from '../../../src/record/event.js';
import type { TrainingOptions } from '../../../src/training/configuration.js';
import { adam } from '../../../src/training/optimizers/adam.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { cosine } from '../../../src/training/schedules/cosine.js';
import { plateau } from '../../../src/training/schedules/plateau.js';
import {
  guided,
  network,
  run,
  session,
  statesOf,
  telling,
  timeless,
  vectors,
  watched,
} from './support.js';

const batchesPerEpoch = 4;

describe('a session', () => {
  it('tells its steps and epochs in order and ends as finished, after a last checkpoint', async () => {
    const told = await run(session());
    expect(told.steps.map(({ step, epoch }) => [step, epoch])).toEqual(
      Array.from({ length: 12 }, (_, index) => [index + 1, 1 + Math.floor(index / 4)]),
    );
    expect(statesOf(told)).toEqual([
      ...['training', 'evaluating', 'training', 'evaluating', 'training', 'evaluating'],
      'finished',
    ]);
    const epochs = told.events.filter((event) => event.type === 'epoch');
    expect(epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 4],
      [2, 8],
      [3, 12],
    ]);
    expect(told.items.at(-1)).toMatchObject({ event: { state: 'finished', reason: null } });
    expect(told.checkpoints.at(-1)?.state).toMatchObject({ step: 12, epoch: 4, batchesDone: 0 });
    for (const event of told.events) {
      expect(runEvent.safeParse(event).success).toBe(true);
    }
  });

  it('learns', async () => {
    const { steps, events } = await run(session({ training: { epochs: 10 } }));
    expect(steps.at(-1)?.loss).toBeLessThan(steps[0].loss / 2);
    const last = events.filter((event) => event.type === 'epoch').at(-1);
    expect(last?.evaluation?.accuracy).toBeGreaterThan(0.9);
  });

  it('is the same twice, step for step', async () => {
    const options = { balancing: guided, training: { optimizer: adam() } };
    const [first, second] = [await run(session(options)), await run(session(options))];
    expect(timeless(second.steps)).toEqual(timeless(first.steps));
    expect(second.checkpoints.at(-1)?.weights).toEqual(first.checkpoints.at(-1)?.weights);
    expect(first.steps.some(({ mode }) => mode.kind === 'rebalancing')).toBe(true);
  });

  it('visits every sample once an epoch, in a fresh order, or in order where the data say so', async () => {
    const orders = async (shuffle: boolean) => {
      const dataset = vectors({ shuffle });
      const { split: train, reads } = watched(dataset.splits.train);
      await run(
        session({
          dataset: { ...dataset, splits: { ...dataset.splits, train } },
          training: { epochs: 2 },
        }),
      );
      return [reads.slice(0, batchesPerEpoch).flat(), reads.slice(batchesPerEpoch).flat()];
    };
    const sorted = Array.from({ length: 24 }, (_, index) => index);
    const [first, second] = await orders(true);
    expect(first).not.toEqual(sorted);
    expect(second).not.toEqual(first);
    for (const order of [first, second]) {
      expect([...order].sort((one, other) => one - other)).toEqual(sorted);
    }
    expect(await orders(false)).toEqual([sorted, sorted]);
  });

  it('drops the last partial batch, or takes it', async () => {
    const dataset = vectors({ sizes: { train: 26, validation: 3, test: 3 } });
    const steps = async (dropLastBatch: boolean) =>
      (await run(session({ dataset, training: { epochs: 1, dropLastBatch } }))).steps.length;
    expect(await steps(true)).toBe(4);
    expect(await steps(false)).toBe(5);
  });

  it('records μ at the parameters where the gradient was taken, and sums regular steps alone', async () => {
    const trained = network();
    const before = await trained.exportWeights();
    const { steps } = await run(session({ network: trained, balancing: guided }));
    const norm = [...before]
      .filter(([name]) => name.startsWith('left.') && !name.includes('moving'))
      .filter(([name]) => trained.parameters.some((parameter) => parameter.name === name))
      .flatMap(([, { data }]) => [...data])
      .reduce((sum, value) => sum + value ** 2, 0);
    expect(steps[0].branches[0].branchWeights).toBeCloseTo(norm, 5);
    let [branch, fusion] = [0, 0];
    for (const { mode, branches, speedDifference } of steps) {
      const [left, right] = branches;
      if (mode.kind === 'regular') {
        branch += left.branchGradient / left.branchWeights;
        fusion += (left.fusionGradient ?? Number.NaN) / (left.fusionWeights ?? Number.NaN);
      }
      expect(left.speed).toBeCloseTo(Math.log10(fusion / branch), 10);
      expect(speedDifference).toBe((left.speed ?? 0) - (right.speed ?? 0));
    }
  });

  it('keeps the warm-up regular, and then boosts in windows with a regular step between them', async () => {
    const { steps } = await run(session({ balancing: guided, training: { epochs: 4 } }));
    const kinds = steps.map(({ mode }) => (mode.kind === 'regular' ? '-' : 'B')).join('');
    // After warm-up comes a regular step, then windows of two across the epochs.
    expect(kinds).toBe('-----BB-BB-BB-BB');
  });

  it('leaves no tensors behind', async () => {
    const trained = network();
    const counts: number[] = [];
    const before = tf.memory().numTensors;
    await run(
      session({ network: trained, balancing: guided, training: { utilization: { every: 1 } } }),
      ({ items }) => {
        if (items.at(-1)?.kind === 'step') {
          counts.push(tf.memory().numTensors);
        }
      },
    );
    // From the second regular step on, every slot is there.
    expect(new Set(counts.slice(1)).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('moves the learning rate by the schedule', async () => {
    const optimizer = sgd({ learningRate: 0.1, schedule: cosine() });
    const { steps } = await run(session({ training: { optimizer } }));
    steps.forEach(({ learningRate }, taken) => {
      expect(learningRate).toBeCloseTo((0.1 * (1 + Math.cos((Math.PI * taken) / 12))) / 2, 12);
    });
    const falling = sgd({ learningRate: 0.1, schedule: plateau({ patience: 0, threshold: 1e6 }) });
    const fallen = await run(session({ training: { optimizer: falling } }));
    expect(fallen.steps.map(({ learningRate }) => learningRate.toPrecision(3))).toEqual([
      ...Array.from({ length: 8 }, () => '0.100'),
      ...Array.from({ length: 4 }, () => '0.0100'),
    ]);
  });

  it('takes a tf.Optimizer of the person, and warns where its slots are not kept', async () => {
    const rmsprop = await run(session({ training: { optimizer: () => tf.train.rmsprop(0.01) } }));
    expect(rmsprop.steps[0].learningRate).toBe(0.01);
    expect(rmsprop.checkpoints.at(-1)?.optimizer.size).toBeGreaterThan(0);
    const adamax = await run(session({ training: { optimizer: () => tf.train.adamax(0.01) } }));
    expect(adamax.events.filter(({ type }) => type === 'warning')).toHaveLength(1);
  });

  it('trains one modality alone, whatever the balancing says', async () => {
    const balancing = { strategy: 'fixed', modality: 'right', share: 1, warmUpEpochs: 0 } as const;
    const told = await run(
      session({ network: network(1), balancing, training: { utilization: { every: 1 } } }),
    );
    expect(told.steps).toHaveLength(12);
    for (const { mode, speedDifference, branches } of told.steps) {
      expect(mode.kind).toBe('regular');
      expect(speedDifference).toBeNull();
      expect(branches).toMatchObject([{ fusionGradient: null, fusionWeights: null, speed: null }]);
    }
    expect(told.events.some(({ type }) => type === 'utilization')).toBe(false);
  });

  it('never boosts where the branches exchange nothing', async () => {
    const balancing = { strategy: 'fixed', modality: 'left', share: 1, warmUpEpochs: 0 } as const;
    const { steps } = await run(session({ network: network(2, null), balancing }));
    expect(steps.every(({ mode }) => mode.kind === 'regular')).toBe(true);
  });

  it('measures utilization on its schedule and at the end, on the subset asked for', async () => {
    const utilization = { every: 2, samples: 5, recordingSamples: 7 };
    const { events } = await run(session({ training: { epochs: 5, utilization } }));
    const measured = events.filter((event) => event.type === 'utilization');
    expect(measured.map(({ step }) => step)).toEqual([8, 16, 20]);
    expect(measured[0].utilization).toMatchObject({ samples: 5, available: 12, cut: 'mean' });
  });

  it('measures utilization within epochs as far as the budget goes', async () => {
    // A measurement takes 2 · 3 + 6 passes of samples, a step 3 · 6.
    const utilization = { every: 1, samples: 3, recordingSamples: 6 };
    const measuredAt = async (budget: number, others: Partial<TrainingOptions> = {}) => {
      const training = { epochs: 2, utilization: { ...utilization, budget }, ...others };
      const { events, steps } = await run(session({ training }));
      const measured = events.filter((event) => event.type === 'utilization');
      return { at: measured.map(({ step }) => step), losses: steps.map(({ loss }) => loss) };
    };
    const { at, losses } = await measuredAt(1);
    expect(at).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await measuredAt(0)).toEqual({ at: [4, 8], losses });
    expect(await measuredAt(0.5)).toEqual({ at: [2, 4, 6, 8], losses });
    expect(await measuredAt(0.3)).toEqual({ at: [4, 8], losses });
    expect((await measuredAt(1, { recalibrateBatchNorm: true })).at).toEqual([4, 8]);
    expect((await measuredAt(1, { maxSteps: 2 })).at).toEqual([1, 2]);
  });

  it('takes a data set without validation, but no rule that watches it', async () => {
    const dataset = vectors({ sizes: { train: 12, validation: 0, test: 3 } });
    const { events } = await run(session({ dataset, training: { utilization: { every: 1 } } }));
    expect(events.find((event) => event.type === 'epoch')?.evaluation).toBeNull();
    expect(() => session({ dataset, training: { stop: { patience: 1 } } })).toThrow(Problem);
  });

  it('recalibrates batch norm before evaluation when asked to, without changing the steps', async () => {
    const plain = await run(session());
    const recalibrated = await run(session({ training: { recalibrateBatchNorm: true } }));
    expect(recalibrated.steps.map(({ loss }) => loss)).toEqual(plain.steps.map(({ loss }) => loss));
    expect(recalibrated.checkpoints.at(-1)?.weights).not.toEqual(plain.checkpoints.at(-1)?.weights);
  });

  it('recalibrates on the batches that training takes, not on a last one that it leaves out', async () => {
    const dataset = vectors({ sizes: { train: 25, validation: 12, test: 3 } });
    const training = { recalibrateBatchNorm: true, epochs: 1 };
    const told = await run(session({ dataset, training }));
    expect(statesOf(told).at(-1)).toBe('finished');
  });
});

describe('three modalities', () => {
  it('train with a d_speed that is never negative', async () => {
    const dataset = vectors({ modalities: [telling, telling, telling] });
    const told = await run(session({ network: network(3), dataset, balancing: guided }));
    for (const { speedDifference, branches } of told.steps) {
      expect(speedDifference).toBeGreaterThanOrEqual(0);
      expect(branches).toHaveLength(3);
    }
    expect(told.steps.some(({ mode }) => mode.kind === 'rebalancing')).toBe(true);
  });
});
