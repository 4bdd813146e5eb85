import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { allIndices, BatchReader } from '../../../src/training/batches.js';
import { evaluate } from '../../../src/training/evaluation.js';
import { guided, names, network, run, session, vectors } from './support.js';

const dataset = vectors();
const reader = new BatchReader(dataset, names.slice(0, 2));

/** As the definitions have it: on the whole split at once, in tf. */
function expected(inputs: readonly tf.Tensor[], evaluated: ReturnType<typeof network>) {
  const { labels } = dataset.splits.validation;
  const { logits } = evaluated.forward(inputs, { flow: { kind: 'regular' }, training: false });
  const branches = logits.filter((one) => one !== null);
  const accuracy = (one: tf.Tensor) =>
    [...tf.argMax(one, 1).dataSync()].filter((guess, sample) => guess === labels[sample]).length /
    labels.length;
  const target = tf.oneHot(tf.tensor1d(labels, 'int32'), 3);
  const losses = branches.map(
    (one) => tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(one), target), 1))).dataSync()[0],
  );
  return {
    accuracy: accuracy(tf.addN(branches)),
    branchAccuracies: branches.map(accuracy),
    loss: losses.reduce((sum, one) => sum + one, 0),
  };
}

describe('evaluation', () => {
  it('gives accuracies and losses over the whole split, whatever the batches', async () => {
    const evaluated = network();
    await run(session({ network: evaluated, training: { epochs: 2 } }));
    const { inputs } = await reader.read('validation', allIndices(12));
    const truth = expected(inputs, evaluated);
    for (const batchSize of [5, 12, 100]) {
      const result = await evaluate({ network: evaluated, reader, batchSize }, 'validation');
      expect(result).toMatchObject({ split: 'validation', samples: 12, accuracy: truth.accuracy });
      expect(result.branchAccuracies).toEqual(truth.branchAccuracies);
      expect(result.loss).toBeCloseTo(truth.loss, 5);
    }
  });

  it('takes the regular flow amid a window, and leaves statistics and gate means alone', async () => {
    const trained = network();
    const balancing = { ...guided, warmUpEpochs: 0 };
    const { steps } = await run(
      session({ network: trained, balancing, training: { maxSteps: 2 } }),
    );
    expect(steps[1].mode.kind).toBe('rebalancing');
    const { inputs } = await reader.read('validation', allIndices(12));
    const truth = expected(inputs, trained);
    const before = await trained.exportWeights();
    const { numTensors } = tf.memory();
    const result = await evaluate({ network: trained, reader, batchSize: 5 }, 'validation');
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(result.loss).toBeCloseTo(truth.loss, 5);
    expect(await trained.exportWeights()).toEqual(before);
    expect(trained.gateSamples).toBe(12);
  });

  it('of an empty split is 0 samples', async () => {
    const empty = vectors({ sizes: { train: 6, validation: 0, test: 0 } });
    const emptyReader = new BatchReader(empty, names.slice(0, 2));
    const result = await evaluate(
      { network: network(), reader: emptyReader, batchSize: 5 },
      'test',
    );
    expect(result).toMatchObject({ samples: 0, accuracy: 0, loss: 0 });
  });

  it('needs every modality of the network in the data', () => {
    expect(() => new BatchReader(dataset, ['left', 'depth'])).toThrow(Problem);
  });
});
