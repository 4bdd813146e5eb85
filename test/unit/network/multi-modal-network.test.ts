import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposePrefix } from '../../../src/network/multi-modal-network.js';
import type { HostTensor } from '../../../src/record/checkpoint.js';
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
  unequalSpecification,
  variableOf,
} from './support.js';

const specification = unequalSpecification(3);

describe('the tensors of a network', () => {
  const network = makeNetwork(unequalSpecification(2));

  it('have stable names, branches first', () => {
    expect(network.parameters.map(({ name }) => name)).toEqual([
      ...['gray.stage1', 'gray.stage2'].flatMap(convolutionNames),
      ...['gray.head.kernel', 'gray.head.bias'],
      ...['color.stage1', 'color.stage2', 'color.stage3'].flatMap(convolutionNames),
      ...['color.head.kernel', 'color.head.bias'],
      ...['fusion1', 'fusion2'].flatMap((fusion) => [
        `${fusion}.squeeze.kernel`,
        `${fusion}.squeeze.bias`,
        `${fusion}.excitation.gray.kernel`,
        `${fusion}.excitation.gray.bias`,
        `${fusion}.excitation.color.kernel`,
        `${fusion}.excitation.color.bias`,
      ]),
    ]);
    const statistics = network.statistics.map(({ name }) => name);
    expect(statistics).toContain('color.stage3.normalization.variance');
    expect(statistics).toContain('fusion2.gate.gray.mean');
    const made = makeNetwork(specification);
    expect(made.parameters.map(({ name }) => name)).toContain('sound.stage2.dense.kernel');
  });

  it('are grouped as θ_k and θ_k′, the squeeze layers counting for every branch', () => {
    expect(network.branchParameters(1).map(({ name }) => name)).toEqual(
      network.parameters.map(({ name }) => name).filter((name) => name.startsWith('color.')),
    );
    expect(network.fusionParameters(1).map(({ name }) => name)).toEqual(
      ['fusion1', 'fusion2'].flatMap((fusion) => [
        `${fusion}.squeeze.kernel`,
        `${fusion}.squeeze.bias`,
        `${fusion}.excitation.color.kernel`,
        `${fusion}.excitation.color.bias`,
      ]),
    );
  });

  it('start as PyTorch’s: uniform within 1/√fan_in, batch norm at 1 and 0', () => {
    const kernel = variableOf(network, 'color.stage2.convolution.kernel').dataSync();
    const bound = 1 / Math.sqrt(9 * 2);
    const largest = Math.max(...kernel.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.9 * bound);
    expect(Math.max(...variableOf(network, 'fusion1.squeeze.bias').dataSync())).toBeLessThan(
      1 / Math.sqrt(5),
    );
    const start = ['scale', 'offset', 'mean', 'variance'].map(
      (name) => variableOf(network, `gray.stage1.normalization.${name}`).dataSync()[0],
    );
    expect(start).toEqual([1, 0, 0, 1]);
  });

  it('are the same for the same seed and others for another', async () => {
    const [one, same, other] = await Promise.all(
      [7, 7, 8].map((seed) => makeNetwork(specification, seed).exportWeights()),
    );
    expect(same).toEqual(one);
    expect(other.get('gray.head.kernel')).not.toEqual(one.get('gray.head.kernel'));
  });
});

function convolutionNames(stage: string): string[] {
  return [
    'convolution.kernel',
    'convolution.bias',
    'normalization.scale',
    'normalization.offset',
  ].map((name) => `${stage}.${name}`);
}

describe('exported weights', () => {
  it('give another network the same predictions, gate means included', async () => {
    const [trained, fresh] = [makeNetwork(specification, 1), makeNetwork(specification, 2)];
    const inputs = randomInputs(specification);
    gradientsOf(trained, randomInputs(specification, 5, 9));
    fresh.importWeights(await trained.exportWeights());
    for (const flow of [regular, { kind: 'frozen', modality: 2 } as const]) {
      expect(evaluated(fresh, inputs, flow)).toEqual(evaluated(trained, inputs, flow));
    }
    expect(await fresh.exportWeights()).toEqual(await trained.exportWeights());
  });

  it('are copies: neither side’s later changes reach the other', async () => {
    const network = makeNetwork(specification);
    const exported = await network.exportWeights();
    const name = 'gray.head.bias';
    const original = [...(exported.get(name)?.data ?? [])];
    network.importWeights(exported);
    exported.get(name)?.data.fill(9);
    expect([...variableOf(network, name).dataSync()]).toEqual(original);
  });

  it.each<[string, (weights: Map<string, HostTensor>) => void, string]>([
    [
      'a missing',
      (weights) => weights.delete('fusion2.gate.sound.mean'),
      'fusion2.gate.sound.mean',
    ],
    [
      'an unknown',
      (weights) => weights.set('gray.stage9', { shape: [1], data: new Float32Array(1) }),
      'gray.stage9',
    ],
    [
      'a misshapen',
      (weights) => weights.set('gray.head.bias', { shape: [4], data: new Float32Array(4) }),
      'gray.head.bias',
    ],
    [
      'a truncated',
      (weights) => weights.set('gray.head.bias', { shape: [3], data: new Float32Array(2) }),
      'gray.head.bias',
    ],
  ])('are refused whole with %s tensor', async (_, spoil, entry) => {
    const network = makeNetwork(specification, 1);
    const before = await network.exportWeights();
    const weights = await makeNetwork(specification, 2).exportWeights();
    spoil(weights);
    const problem = problemOf(() => {
      network.importWeights(weights);
    });
    expect(problem).toMatchObject({ code: 'weights', entry });
    expect(await network.exportWeights()).toEqual(before);
  });
});

describe('a pass', () => {
  const network = makeNetwork(specification);
  const inputs = randomInputs(specification);

  it('from the feature maps before fusion equals the whole pass, and leaves them to their owner', () => {
    const vectors = ['fusion1', 'fusion2'].map((fusion) =>
      tf.zeros(variableOf(network, `${fusion}.gate.sound.mean`).shape),
    );
    const prefix = network.beforeFusion(inputs);
    for (const flow of [
      regular,
      { kind: 'cut', modality: 2, replacement: vectors },
      { kind: 'frozen', modality: 0 },
    ] as const) {
      const [whole, rest] = [
        network.forward(inputs, { flow, training: false }),
        network.forwardFrom(prefix, flow),
      ];
      expect(numbersOf(rest)).toEqual(numbersOf(whole));
      tf.dispose([...rest.squeezed.flat(), ...rest.logits].filter((tensor) => tensor !== null));
    }
    [...prefix.features, ...prefix.squeezed].forEach((tensor) => {
      expect(tensor.isDisposed).toBe(false);
    });
  });

  it('leaves no tensors behind but its results', () => {
    const before = tf.memory().numTensors;
    const forward = network.forward(inputs, { flow: regular, training: false });
    expect(tf.memory().numTensors).toBe(before + 3 + 6);
    tf.dispose([...forward.squeezed.flat(), ...forward.logits].filter((tensor) => tensor !== null));
    gradientsOf(network, inputs, { kind: 'frozen', modality: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps of what comes before fusion, and of the weights behind it, nothing that is not freed with it', () => {
    const before = tf.memory().numTensors;
    const prefix = network.beforeFusion(inputs);
    const { squeezed, logits } = network.forwardFrom(prefix, regular);
    // By branch a feature map, its squeezed vectors, and kernel and offset of each stage behind the first module.
    expect(prefix.folded.map((stages) => stages.size)).toEqual([1, 2, 1]);
    expect(tf.memory().numTensors).toBe(before + 3 + 3 + 2 * 4 + 3 + 6);
    tf.dispose([...squeezed.flat(), ...logits].filter((tensor) => tensor !== null));
    disposePrefix(prefix);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets go of everything with the network, and where it fails', () => {
    const misshapen = tf.ones([4, 6, 6, 2]);
    const before = tf.memory().numTensors;
    const passing = makeNetwork(specification);
    expect(() => passing.forward(inputs.slice(1), { flow: regular, training: true })).toThrow();
    expect(() =>
      passing.forward(inputs, {
        flow: { kind: 'cut', modality: 0, replacement: [] },
        training: true,
      }),
    ).toThrow('evaluation');
    expect(() => evaluated(passing, inputs, { kind: 'frozen', modality: 3 })).toThrow(RangeError);
    expect(() => evaluated(passing, inputs.with(0, misshapen))).toThrow();
    passing.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('without fusion has independent branches and nothing squeezed', () => {
    const separate = makeNetwork({ ...specification, fusion: null });
    const others = randomInputs(specification, 4, 5).with(0, inputs[0]);
    expect(evaluated(separate, others)[0]).toEqual(evaluated(separate, inputs)[0]);
    expect(separate.moduleCount).toBe(0);
    expect(separate.fusionParameters(0)).toEqual([]);
    expect([...gradientsOf(separate, inputs).keys()]).toHaveLength(separate.parameters.length);
  });
});

describe('training passes', () => {
  it('move the running statistics by a tenth towards the batch, bias included', () => {
    const network = makeNetwork({ ...specification, fusion: null });
    const inputs = randomInputs(specification, 6);
    const name = 'sound.stage1';
    const kernel = variableOf(network, `${name}.dense.kernel`);
    const bias = variableOf(network, `${name}.dense.bias`);
    const { mean, variance } = tf.moments(tf.add(tf.matMul(inputs[2], kernel), bias), 0);
    gradientsOf(network, inputs);
    const running = ['mean', 'variance'].map((one) => [
      ...variableOf(network, `${name}.normalization.${one}`).dataSync(),
    ]);
    mean.dataSync().forEach((value, channel) => {
      expect(running[0][channel]).toBeCloseTo(0.1 * value, 6);
    });
    variance.dataSync().forEach((value, channel) => {
      expect(running[1][channel]).toBeCloseTo(0.9 + (0.1 * value * 6) / 5, 6);
    });
  });

  it('agree with evaluation once the running statistics are the batch’s', async () => {
    const network = makeNetwork({ ...specification, fusion: null });
    const inputs = randomInputs(specification, 64);
    await network.recalibrateBatchNorm(stream(inputs));
    const training = scoped(() =>
      numbersOf(network.forward(inputs, { flow: regular, training: true })),
    );
    const evaluation = evaluated(network, inputs);
    const [one, other] = [training.logits, evaluation].map((logits) =>
      (logits as number[][][]).flat(2),
    );
    one.forEach((value, index) => {
      // They differ by the unbiased variance.
      expect(other[index]).toBeCloseTo(value, 1);
    });
  });
});

describe('recalibrateBatchNorm', () => {
  const batches = [3, 4, 5].map((seed) => randomInputs(specification, 6, seed));

  it('makes the running statistics the mean over batches and touches nothing else', async () => {
    const network = makeNetwork(specification);
    gradientsOf(network, batches[2]);
    const before = await network.exportWeights();
    const tensors = tf.memory().numTensors;
    await network.recalibrateBatchNorm(stream(...batches));
    expect(tf.memory().numTensors).toBe(tensors);
    const after = await network.exportWeights();
    const changed = [...after.keys()].filter(
      (name) => !tf.util.arraysEqual(after.get(name)?.data ?? [], before.get(name)?.data ?? []),
    );
    expect(changed.length).toBeGreaterThan(0);
    changed.forEach((name) => {
      expect(name).toMatch(/normalization\.(mean|variance)$/);
    });
    const means = batches.map((inputs) => {
      const x = tf.add(
        tf.matMul(inputs[2], variableOf(network, 'sound.stage1.dense.kernel')),
        variableOf(network, 'sound.stage1.dense.bias'),
      );
      return tf.mean(x, 0);
    });
    const expected = tf.div(tf.addN(means), 3).dataSync();
    after.get('sound.stage1.normalization.mean')?.data.forEach((value, channel) => {
      expect(value).toBeCloseTo(expected[channel], 5);
    });
  });

  it('leaves them as they were without batches and where one fails', async () => {
    const network = makeNetwork(specification);
    gradientsOf(network, batches[0]);
    const before = await network.exportWeights();
    await network.recalibrateBatchNorm(stream());
    expect(await network.exportWeights()).toEqual(before);
    const tensors = tf.memory().numTensors;
    await expect(network.recalibrateBatchNorm(stream(batches[0], []))).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(await network.exportWeights()).toEqual(before);
  });
});
