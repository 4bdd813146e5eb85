import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type {
  MmtmSpecification,
  NetworkSpecification,
} from '../../../src/network/specification.js';
import {
  change,
  evaluated,
  gradientsOf,
  makeNetwork,
  randomInputs,
  regular,
  scoped,
  variableOf,
} from './support.js';

function specification(frozenGate: MmtmSpecification['frozenGate']): NetworkSpecification {
  return {
    modalities: ['gray', 'color'].map((name) => ({
      name,
      shape: [6, 6, 2],
      branch: convBranch({ filters: [3] }),
    })),
    fusion: mmtm({ after: [1], frozenGate, gateScale: 1.5 }),
    classCount: 3,
  };
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

function meansOf(network: MultiModalNetwork): number[][] {
  return ['gray', 'color'].map((name) => [
    ...variableOf(network, `fusion1.gate.${name}.mean`).dataSync(),
  ]);
}

/** Each sample's excitation [branch][sample][channel] in a training step, from its squeezed vectors in float64. */
function excitations(network: MultiModalNetwork, inputs: tf.Tensor[]): number[][][] {
  const values = (name: string) => [...variableOf(network, `fusion1.${name}`).dataSync()];
  const [squeezeKernel, squeezeBias] = [values('squeeze.kernel'), values('squeeze.bias')];
  const width = squeezeBias.length;
  const squeezed = scoped(() => {
    const { squeezed } = network.forward(inputs, { flow: regular, training: true });
    return squeezed[0].map((vectors) => vectors?.arraySync() ?? []);
  });
  const joint = squeezed[0].map((own, sample) => {
    const all = [...own, ...squeezed[1][sample]];
    return squeezeBias.map((bias, j) =>
      Math.max(
        0,
        all.reduce((sum, s, i) => sum + s * squeezeKernel[i * width + j], bias),
      ),
    );
  });
  return ['gray', 'color'].map((name) => {
    const kernel = values(`excitation.${name}.kernel`);
    const bias = values(`excitation.${name}.bias`);
    return joint.map((z) =>
      bias.map((b, c) => z.reduce((sum, v, j) => sum + v * kernel[j * bias.length + c], b)),
    );
  });
}

function average(vectors: number[][]): number[] {
  return vectors[0].map((_, c) => vectors.reduce((sum, v) => sum + v[c], 0) / vectors.length);
}

describe.each([
  ['mean-of-excitation', (e: number) => e, sigmoid],
  ['mean-of-sigmoid', sigmoid, (mean: number) => mean],
] as const)('gate means, %s', (frozenGate, recorded, gateOf) => {
  it('are each branch’s own average over all training samples, whatever the mode and batch size', () => {
    const network = makeNetwork(specification(frozenGate));
    const batches = [5, 2, 4].map((size, index) =>
      randomInputs(network.specification, size, 20 + index),
    );
    // The excitations do not depend on what is averaged, as no optimizer steps in between.
    const seen = batches.map((inputs) =>
      excitations(makeNetwork(specification(frozenGate)), inputs),
    );
    gradientsOf(network, batches[0]);
    gradientsOf(network, batches[1], { kind: 'frozen', modality: 1 });
    gradientsOf(network, batches[2], { kind: 'frozen', modality: 0 });
    expect(network.gateSamples).toBe(11);
    meansOf(network).forEach((mean, branch) => {
      const expected = average(seen.flatMap((batch) => batch[branch].map((e) => e.map(recorded))));
      expected.forEach((value, c) => {
        expect(mean[c]).toBeCloseTo(value, 5);
      });
    });
    expect(meansOf(network)[0]).not.toEqual(meansOf(network)[1]);
  });

  it('make the constant of a frozen gate, the current batch included', () => {
    const network = makeNetwork(specification(frozenGate));
    const inputs = randomInputs(network.specification);
    const logits = scoped(() =>
      network
        .forward(inputs, { flow: { kind: 'frozen', modality: 0 }, training: true })
        .logits[0]?.arraySync(),
    );
    const gate = meansOf(network)[0].map((mean) => 1.5 * gateOf(mean));
    const squeezed = scoped(() => {
      const pass = network.forward(inputs, { flow: regular, training: true });
      return pass.squeezed[0][0]?.arraySync() ?? [];
    });
    const kernel = variableOf(network, 'gray.head.kernel').arraySync() as number[][];
    const bias = [...variableOf(network, 'gray.head.bias').dataSync()];
    squeezed.forEach((s, sample) => {
      bias.forEach((b, label) => {
        const expected = s.reduce((sum, v, c) => sum + v * gate[c] * kernel[c][label], b);
        expect(logits?.[sample][label]).toBeCloseTo(expected, 5);
      });
    });
  });
});

describe('evaluation', () => {
  it.each([
    ['regular', regular],
    ['frozen', { kind: 'frozen', modality: 1 }],
    ['cut', { kind: 'cut', modality: 0, replacement: [tf.zeros([3])] }],
  ] as const)('changes nothing in a %s pass', async (_, flow) => {
    const network = makeNetwork(specification('mean-of-excitation'));
    gradientsOf(network, randomInputs(network.specification, 4, 3));
    const before = await network.exportWeights();
    const { gateSamples } = network;
    evaluated(network, randomInputs(network.specification), flow);
    expect(await network.exportWeights()).toEqual(before);
    expect(network.gateSamples).toBe(gateSamples);
  });

  it('does not remember the mode of the training step before it', () => {
    const network = makeNetwork(specification('mean-of-excitation'));
    const inputs = randomInputs(network.specification);
    gradientsOf(network, inputs, { kind: 'frozen', modality: 0 });
    const before = evaluated(network, inputs);
    change(network, 'fusion1.gate.gray.mean', (old) => old.fill(3));
    expect(evaluated(network, inputs)).toEqual(before);
  });
});
