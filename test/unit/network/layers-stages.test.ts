// Recurrent layers of tf.layers call methods of tensors that only the whole of tf registers.
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { branch } from '../../../src/network/builders/branch.js';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { convolution } from '../../../src/network/builders/convolution.js';
import { dense } from '../../../src/network/builders/dense.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import type {
  BranchSpecification,
  NetworkSpecification,
} from '../../../src/network/specification.js';
import { problemOf } from '../../support/problem-of.js';
import {
  evaluated,
  gradientsOf,
  makeNetwork,
  numbersOf,
  randomInputs,
  regular,
  scoped,
  stream,
  variableOf,
} from './support.js';

/** Layers, a model and stages of ours in one branch. */
function mixedBranch(): BranchSpecification {
  return branch({
    stages: [
      convolution({ filters: 3 }),
      sequential({
        layers: [
          layers.conv2d({ inputShape: [6, 6, 3], filters: 4, kernelSize: 3, padding: 'same' }),
          layers.batchNormalization({ momentum: 0.8 }),
          layers.activation({ activation: 'relu' }),
        ],
      }),
      layers.dropout({ rate: 0.5 }),
      layers.flatten(),
      dense({ units: 5 }),
    ],
    head: layers.dense({ units: 3 }),
  });
}

function specification(own: BranchSpecification = mixedBranch()): NetworkSpecification {
  return {
    modalities: [
      { name: 'gray', shape: [6, 6, 1], branch: own },
      { name: 'color', shape: [6, 6, 3], branch: convBranch({ filters: [3, 4] }) },
    ],
    fusion: mmtm({
      after: [
        { gray: 2, color: 1 },
        { gray: 5, color: 2 },
      ],
    }),
    classCount: 3,
  };
}

describe('stages of tf.layers', () => {
  it('put their weights among the branch’s, under names without tf’s counters', () => {
    const [network, later] = [makeNetwork(specification()), makeNetwork(specification())];
    const gray = network.branchParameters(0).map(({ name }) => name);
    expect(gray).toEqual(
      expect.arrayContaining([
        'gray.stage2.layers.1.kernel',
        'gray.stage2.layers.1.bias',
        'gray.stage2.layers.2.gamma',
        'gray.stage2.layers.2.beta',
        'gray.head.layers.kernel',
        'gray.head.layers.bias',
      ]),
    );
    expect(network.statistics.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'gray.stage2.layers.2.moving_mean',
        'gray.stage2.layers.2.moving_variance',
      ]),
    );
    expect(later.branchParameters(0).map(({ name }) => name)).toEqual(gray);
  });

  it('are trained, unless the person froze them', () => {
    const network = makeNetwork(specification());
    const inputs = randomInputs(network.specification, 8);
    const gradients = gradientsOf(network, inputs);
    expect([...gradients.keys()]).toEqual(network.parameters.map(({ name }) => name));
    for (const name of ['gray.stage2.layers.1.kernel', 'gray.stage1.convolution.kernel']) {
      expect(gradients.get(name)?.some((value) => value !== 0)).toBe(true);
    }
    const frozen = makeNetwork({
      modalities: [
        {
          name: 'gray',
          shape: [4],
          branch: branch({ stages: [layers.dense({ units: 4, trainable: false })] }),
        },
      ],
      fusion: null,
      classCount: 3,
    });
    expect(frozen.statistics.map(({ name }) => name)).toContain('gray.stage1.layers.kernel');
    expect(frozen.branchParameters(0).map(({ name }) => name)).toEqual([
      'gray.head.kernel',
      'gray.head.bias',
    ]);
  });

  it('drop out and move their batch norm in training only', async () => {
    const network = makeNetwork(specification());
    const inputs = randomInputs(network.specification, 8);
    const training = () =>
      scoped(() => numbersOf(network.forward(inputs, { flow: regular, training: true })).logits[0]);
    const before = await network.exportWeights();
    const [one, other] = [evaluated(network, inputs), evaluated(network, inputs)];
    expect(other).toEqual(one);
    expect(await network.exportWeights()).toEqual(before);
    expect(training()).not.toEqual(training());
    const name = 'gray.stage2.layers.2.moving_mean';
    expect((await network.exportWeights()).get(name)).not.toEqual(before.get(name));
  });

  it('travel through exported weights, and their batch norm is recalibrated too', async () => {
    const [trained, fresh] = [makeNetwork(specification()), makeNetwork(specification())];
    const inputs = randomInputs(trained.specification, 8);
    const tensors = tf.memory().numTensors;
    await trained.recalibrateBatchNorm(stream(inputs));
    expect(tf.memory().numTensors).toBe(tensors);
    const mean = variableOf(trained, 'gray.stage2.layers.2.moving_mean').dataSync();
    const once = [...mean];
    await trained.recalibrateBatchNorm(stream(inputs, inputs));
    variableOf(trained, 'gray.stage2.layers.2.moving_mean')
      .dataSync()
      .forEach((value, channel) => {
        expect(value).toBeCloseTo(once[channel], 5);
      });
    fresh.importWeights(await trained.exportWeights());
    expect(evaluated(fresh, inputs)).toEqual(evaluated(trained, inputs));
  });

  it('are disposed of with their network', () => {
    const own = specification();
    const before = tf.memory().numTensors;
    const network = makeNetwork(own);
    const inputs = randomInputs(own);
    gradientsOf(network, inputs);
    tf.dispose(inputs);
    network.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
  });

  it('may be a bidirectional layer, whose two directions keep their names apart', () => {
    const network = makeNetwork({
      modalities: [
        {
          name: 'motion',
          shape: [5, 2],
          branch: branch({
            stages: [
              layers.bidirectional({
                layer: layers.gru({ units: 3, returnSequences: true }),
                mergeMode: 'concat',
              }),
            ],
          }),
        },
      ],
      fusion: null,
      classCount: 3,
    });
    const names = network.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('motion.stage1.layers.recurrent_kernel2');
    expect(gradientsOf(network, randomInputs(network.specification)).size).toBe(names.length);
  });
});

describe('mistakes in stages of tf.layers', () => {
  const mistake = (...parameters: Parameters<typeof branch>) =>
    problemOf(() =>
      makeNetwork({
        modalities: [{ name: 'gray', shape: [6, 6, 1], branch: branch(...parameters) }],
        fusion: null,
        classCount: 3,
      }),
    );

  it.each<[string, () => Parameters<typeof branch>[0], string, string]>([
    [
      'a layer that does not take its input',
      () => ({ stages: [layers.flatten(), layers.conv2d({ filters: 2, kernelSize: 3 })] }),
      'modalities.gray.stages[1]',
      '[36]',
    ],
    [
      'a feature map that has shrunk to nothing',
      () => ({
        stages: Array.from({ length: 4 }, () => layers.conv2d({ filters: 2, kernelSize: 3 })),
      }),
      'modalities.gray.stages[2]',
      'Stage 3',
    ],
    [
      'a stage that mixes up samples',
      () => ({ stages: [layers.reshape({ targetShape: [36] }), mixing()] }),
      'modalities.gray.stages[1]',
      'samples',
    ],
    [
      'a head with another number of classes',
      () => ({ stages: [layers.flatten()], head: layers.dense({ units: 4 }) }),
      'modalities.gray.head',
      '[4]',
    ],
    [
      'a head that is no vector',
      () => ({ stages: [convolution({ filters: 2 })], head: layers.dense({ units: 3 }) }),
      'modalities.gray.head',
      '[6, 6, 3]',
    ],
    [
      'a head with softmax',
      () => ({
        stages: [layers.flatten()],
        head: layers.dense({ units: 3, activation: 'softmax' }),
      }),
      'modalities.gray.head',
      'softmax',
    ],
    [
      'a regularizer',
      () => ({ stages: [layers.flatten(), layers.dense({ units: 3, kernelRegularizer: 'l1l2' })] }),
      'modalities.gray.stages[1]',
      'regularizer',
    ],
    [
      'a constraint',
      () => ({
        stages: [layers.flatten(), layers.dense({ units: 3, kernelConstraint: 'nonNeg' })],
      }),
      'modalities.gray.stages[1]',
      'constraint',
    ],
  ])('%s: names the place', (_, options, entry, words) => {
    const problem = mistake(options());
    expect(problem).toMatchObject({ code: 'model-file', entry });
    expect(problem.what).toContain(words);
  });

  it('one layer in two places', () => {
    const shared = layers.flatten();
    const problem = mistake({ stages: [shared, dense({ units: 3 }), shared] });
    expect(problem.entry).toBe('modalities.gray.stages[2]');
    expect(problem.what).toContain('modalities.gray.stages[0]');
  });

  it('one layer in two networks; a rejected network takes none', () => {
    const layer = layers.flatten();
    expect(mistake({ stages: [layer], head: layers.dense({ units: 4 }) }).entry).toBe(
      'modalities.gray.head',
    );
    const of = (): NetworkSpecification => ({
      modalities: [{ name: 'gray', shape: [6, 6, 1], branch: branch({ stages: [layer] }) }],
      fusion: null,
      classCount: 3,
    });
    makeNetwork(of());
    expect(problemOf(() => makeNetwork(of())).what).toContain('another network');
  });
});

/** A layer that pairs up samples. */
function mixing(): layers.Layer {
  class Mixing extends layers.Layer {
    static readonly className = 'Mixing';

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const [input] = Array.isArray(inputs) ? inputs : [inputs];
      return tf.reshape(input, [-1, 72]);
    }
  }
  return new Mixing({});
}
