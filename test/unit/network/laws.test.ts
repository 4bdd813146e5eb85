import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import type { Flow } from '../../../src/network/flow.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type { NetworkSpecification } from '../../../src/network/specification.js';
import type { HostTensor } from '../../../src/record/checkpoint.js';
import {
  change,
  evaluated,
  gradientsOf,
  makeNetwork,
  randomInputs,
  regular,
  unequalSpecification,
  variableOf,
} from './support.js';

const counts = [2, 3] as const;
const cases = counts.flatMap((count) =>
  Array.from({ length: count }, (_, modality): [2 | 3, number] => [count, modality]),
);

/** A cut of `modality` with some fixed vector in its place. */
function cut(network: MultiModalNetwork, modality: number): Flow<tf.Tensor> {
  const { name } = network.specification.modalities[modality];
  const replacement = Array.from({ length: network.moduleCount }, (_, module) => {
    const { shape } = variableOf(network, `fusion${String(module + 1)}.gate.${name}.mean`);
    return tf.fill(shape, 0.3);
  });
  return { kind: 'cut', modality, replacement };
}

/** Moves what training moves: weights stay random, running statistics and gate means leave their initial values. */
function visited(network: MultiModalNetwork): MultiModalNetwork {
  gradientsOf(network, randomInputs(network.specification, 6, 50));
  return network;
}

describe.each(cases)('of %i modalities, number %i', (count, modality) => {
  const specification = unequalSpecification(count);
  const network = visited(makeNetwork(specification));
  const inputs = randomInputs(specification);
  const otherInput = randomInputs(specification, 4, 2)[modality];

  it('cannot move any prediction of the pass in which it is cut off, bit for bit', () => {
    const flow = cut(network, modality);
    const before = evaluated(network, inputs, flow);
    expect(before[modality]).toBeNull();
    expect(before.filter((logits) => logits !== null)).toHaveLength(count - 1);
    expect(evaluated(network, inputs.with(modality, otherInput), flow)).toEqual(before);
    expect(evaluated(network, inputs, flow)).not.toEqual(evaluated(network, inputs));
  });

  it('moves every prediction of a regular pass', () => {
    const [before, after] = [inputs, inputs.with(modality, otherInput)].map((given) =>
      evaluated(network, given),
    );
    before.forEach((logits, branch) => {
      expect(after[branch]).not.toEqual(logits);
    });
  });

  it('alone makes the prediction whose gates are frozen, while the others still see it', () => {
    const flow = { kind: 'frozen', modality } as const;
    const before = evaluated(network, inputs, flow);
    const others = randomInputs(specification, 4, 3).with(modality, inputs[modality]);
    const afterOthers = evaluated(network, others, flow);
    expect(afterOthers[modality]).toEqual(before[modality]);
    const afterOwn = evaluated(network, inputs.with(modality, otherInput), flow);
    afterOwn.forEach((logits, branch) => {
      expect(logits).not.toEqual(before[branch]);
    });
  });

  it('is of no use to the others where its squeeze columns are zero', () => {
    const deaf = visited(makeNetwork(specification));
    const names = specification.modalities.map(({ name }) => name);
    for (let module = 0; module < deaf.moduleCount; module += 1) {
      const prefix = `fusion${String(module + 1)}`;
      const widths = names.map((name) => variableOf(deaf, `${prefix}.gate.${name}.mean`).size);
      const start = widths.slice(0, modality).reduce((sum, one) => sum + one, 0);
      const columns = variableOf(deaf, `${prefix}.squeeze.kernel`).shape[1] ?? 0;
      change(deaf, `${prefix}.squeeze.kernel`, (old) =>
        old.fill(0, start * columns, (start + widths[modality]) * columns),
      );
    }
    const intact = evaluated(deaf, inputs);
    const without = evaluated(deaf, inputs, cut(deaf, modality));
    expect(without).toEqual(intact.with(modality, null));
  });

  it('gets no gradient at all in its excitation layers in a step that freezes its gates', () => {
    const stepped = makeNetwork(specification);
    const gradients = gradientsOf(stepped, inputs, { kind: 'frozen', modality });
    const missing = stepped.parameters.filter(({ name }) => !gradients.has(name));
    expect(missing.map(({ role }) => role)).toEqual(
      [0, 0, 1, 1].map((module) => ({ kind: 'excitation', module, branch: modality })),
    );
    const squeeze = gradients.get('fusion1.squeeze.kernel') ?? [];
    expect(squeeze.some((value) => value !== 0)).toBe(true);
  });
});

describe('a replacement for each sample', () => {
  it('stands for the squeezed vector itself, so that cutting with it changes nothing', () => {
    const network = visited(makeNetwork(unequalSpecification(3)));
    const inputs = randomInputs(network.specification);
    const { logits, squeezed } = network.forward(inputs, { flow: regular, training: false });
    const replacement = squeezed.map((vectors) => vectors[1] ?? tf.scalar(0));
    const without = network.forward(inputs, {
      flow: { kind: 'cut', modality: 1, replacement },
      training: false,
    });
    expect(without.logits[0]?.arraySync()).toEqual(logits[0]?.arraySync());
    expect(without.logits[2]?.arraySync()).toEqual(logits[2]?.arraySync());
    expect(without.squeezed.map((vectors) => vectors[1])).toEqual([null, null]);
  });
});

/** Replaces the two halves of every squeeze kernel, one a branch. */
function changeSqueeze(
  weights: Map<string, HostTensor>,
  halves: (first: Float32Array, second: Float32Array) => [Float32Array, Float32Array],
): void {
  for (const [name, { shape, data }] of weights) {
    if (name.endsWith('squeeze.kernel')) {
      const middle = data.length / 2;
      const [first, second] = halves(data.slice(0, middle), data.slice(middle));
      weights.set(name, { shape, data: Float32Array.of(...first, ...second) });
    }
  }
}

describe('two branches', () => {
  const image = (name: string) => ({
    name,
    shape: [6, 6, 2],
    branch: convBranch({ filters: [3, 4] }),
  });
  const of = (...names: string[]): NetworkSpecification => ({
    modalities: names.map(image),
    fusion: mmtm({ after: [1, 2] }),
    classCount: 3,
  });

  it('swap their logits and gradients when modalities and weights are swapped', async () => {
    const [network, swapped] = [makeNetwork(of('gray', 'color')), makeNetwork(of('color', 'gray'))];
    const weights = await network.exportWeights();
    changeSqueeze(weights, (first, second) => [second, first]);
    swapped.importWeights(weights);
    const inputs = randomInputs(network.specification);
    const [one, other] = [
      evaluated(network, inputs),
      evaluated(swapped, inputs.toReversed()).toReversed(),
    ].map((logits) => (logits as number[][][]).flat(2));
    one.forEach((value, index) => {
      expect(other[index]).toBeCloseTo(value, 5);
    });
    const gradients = [
      gradientsOf(network, inputs, { kind: 'frozen', modality: 0 }),
      gradientsOf(swapped, inputs.toReversed(), { kind: 'frozen', modality: 1 }),
    ];
    expect([...gradients[1].keys()].sort()).toEqual([...gradients[0].keys()].sort());
    const name = 'gray.stage1.convolution.kernel';
    gradients[0].get(name)?.forEach((value, index) => {
      expect(gradients[1].get(name)?.[index]).toBeCloseTo(value, 5);
    });
  });

  it('that are identical twins have equal logits and equal gradients', async () => {
    const network = makeNetwork(of('left', 'right'));
    const weights = await network.exportWeights();
    for (const [name, value] of weights) {
      if (name.includes('left')) {
        weights.set(name.replace('left', 'right'), value);
      }
    }
    changeSqueeze(weights, (first) => [first, first]);
    network.importWeights(weights);
    const [input] = randomInputs(network.specification);
    const [left, right] = evaluated(network, [input, input]);
    expect(right).toEqual(left);
    const gradients = gradientsOf(network, [input, input]);
    for (const [name, value] of gradients) {
      if (name.includes('left')) {
        expect(gradients.get(name.replace('left', 'right'))).toEqual(value);
      }
    }
  });
});
