import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type { TensorMap } from '../../../src/record/checkpoint.js';
import { allIndices, BatchReader } from '../../../src/training/batches.js';
import { evaluate } from '../../../src/training/evaluation.js';
import { gateCourse, measureFrozen, measureGates } from '../../../src/training/gates.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { guided, names, network, run, session, vectors } from './support.js';

const sizes = { train: 30, validation: 33, test: 3 };
const dataset = vectors({ sizes });

/** A network after a short training that freezes gates too. */
async function trained(): Promise<MultiModalNetwork> {
  const result = network();
  const optimizer = sgd({ learningRate: 0.1 });
  await run(session({ network: result, dataset, balancing: guided, training: { optimizer } }));
  return result;
}

function optionsFor(measured: MultiModalNetwork, of: Dataset = dataset, batchSize = 8) {
  const reader = new BatchReader(of, names.slice(0, 2));
  return { network: measured, reader, batchSize, seed: 2, samples: null };
}

/** The left branch's gate at a module, for one sample's squeezed vectors one after another. */
function gateByHand(weights: TensorMap, module: number, vectors: readonly number[]): number[] {
  const name = `fusion${String(module + 1)}`;
  const linear = (layer: string, from: readonly number[]): number[] => {
    const kernel = weights.get(`${name}.${layer}.kernel`);
    const bias = weights.get(`${name}.${layer}.bias`)?.data ?? new Float32Array();
    return Array.from(bias, (start, unit) =>
      from.reduce(
        (sum, value, at) => sum + value * (kernel?.data[at * bias.length + unit] ?? 0),
        start,
      ),
    );
  };
  const joint = linear('squeeze', vectors).map((value) => Math.max(0, value));
  return linear('excitation.left', joint).map((value) => 2 / (1 + Math.exp(-value)));
}

describe('the gates', () => {
  it('are 2·σ(W_k·relu(W_sq·s + b_sq) + b_k) of the squeezed vectors, worked out by hand', async () => {
    const measured = await trained();
    const { values } = await measureGates(optionsFor(measured), 'validation');
    const reader = new BatchReader(dataset, names.slice(0, 2));
    const { inputs } = await reader.read('validation', allIndices(sizes.validation));
    const { squeezed } = measured.forward(inputs, { flow: { kind: 'regular' }, training: false });
    const weights = await measured.exportWeights();
    for (const [place, module] of values.entries()) {
      const rows = squeezed[place].map((vectors) => vectors?.arraySync() ?? []);
      const means = rows[1][0].map((_, at) => rows[1].reduce((sum, row) => sum + row[at], 0) / 33);
      rows[0].forEach((left, sample) => {
        const [live, held] = [rows[1][sample], means].map((right) =>
          gateByHand(weights, place, [...left, ...right]),
        );
        live.forEach((value, channel) => {
          expect(module[0].live[sample * 6 + channel]).toBeCloseTo(value, 5);
          expect(module[0].held[1]?.[sample * 6 + channel]).toBeCloseTo(held[channel], 5);
        });
      });
    }
  });

  it('have nothing to do with a modality whose squeeze weights are zero, exactly', async () => {
    const deaf = await trained();
    const weights = await deaf.exportWeights();
    for (const [name, tensor] of weights) {
      if (name.endsWith('squeeze.kernel')) {
        const half = tensor.data.length / 2;
        const data = tensor.data.map((value, place) => (place < half ? value : 0));
        weights.set(name, { shape: tensor.shape, data });
      }
    }
    deaf.importWeights(weights);
    const { summaries } = await measureGates(optionsFor(deaf), 'validation');
    for (const [left] of summaries) {
      expect(left.others).toEqual([
        { modality: 1, share: [0, 0, 0, 0, 0, 0], correlation: [0, 0, 0, 0, 0, 0] },
      ]);
    }
    // The right branch's gates are moved by nothing but the left modality, or by nothing.
    const shares = summaries.flatMap(([, right]) => right.others[0].share);
    expect(shares.every((share) => share === 0 || share > 0.999)).toBe(true);
    expect(Math.max(...shares)).toBeGreaterThan(0.999);
  });

  it('are the same whatever the batches, and leave the network as it was', async () => {
    const measured = await trained();
    const weights = await measured.exportWeights();
    const { numTensors } = tf.memory();
    const one = await measureGates(optionsFor(measured), 'validation');
    const frozen = await measureFrozen(optionsFor(measured), 'validation');
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await measured.exportWeights()).toEqual(weights);
    const other = await measureGates(optionsFor(measured, dataset, 33), 'validation');
    other.summaries.flat().forEach((summary, place) => {
      summary.mean.forEach((value, channel) => {
        expect(value).toBeCloseTo(one.summaries.flat()[place].mean[channel], 4);
      });
    });
    const evaluation = await evaluate(optionsFor(measured), 'validation');
    expect(frozen.map(({ accuracy }) => accuracy.value)).toEqual(evaluation.branchAccuracies);
  });

  it('frozen to what they always are, cost nothing', async () => {
    const still = await trained();
    const weights = await still.exportWeights();
    for (const [name, tensor] of weights) {
      if (name.includes('excitation') && name.endsWith('kernel')) {
        weights.set(name, { shape: tensor.shape, data: tensor.data.map(() => 0) });
      }
      if (name.includes('excitation') && name.endsWith('bias')) {
        weights.set(name, { shape: tensor.shape, data: tensor.data.map(() => 0) });
      }
      if (name.includes('.gate.')) {
        weights.set(name, { shape: tensor.shape, data: tensor.data.map(() => 0) });
      }
    }
    still.importWeights(weights);
    const { summaries } = await measureGates(optionsFor(still), 'validation');
    for (const { mean, constant, deviation, others } of summaries.flat()) {
      expect(constant).toEqual(mean);
      expect(mean).toEqual([1, 1, 1, 1, 1, 1]);
      expect(new Set([...deviation, ...others[0].share])).toEqual(new Set([0]));
    }
    const frozen = await measureFrozen(optionsFor(still), 'validation');
    expect(frozen.map(({ points }) => points.value)).toEqual([0, 0]);
  });

  it('have no constant before the first training step', async () => {
    const { summaries } = await measureGates(optionsFor(network()), 'validation');
    expect(summaries.flat().every(({ constant }) => constant === null)).toBe(true);
  });

  it('are told in short, of a seeded subset', async () => {
    const measured = await trained();
    const options = { ...optionsFor(measured), samples: 10 };
    const course = await gateCourse(options, 'validation');
    expect(course).toMatchObject({ split: 'validation', samples: 10, gateScale: 2 });
    expect(await gateCourse(options, 'validation')).toEqual(course);
    expect(course.modules[0][0].shares[0]).toBeNull();
  });
});

describe('a session', () => {
  it('tells its gates at the end of the epochs whose utilization it measures', async () => {
    const told = await run(
      session({ dataset, training: { utilization: { every: 2, samples: null } } }),
    );
    const steps = (type: string): number[] =>
      told.events.filter((event) => event.type === type).map(({ step }) => step);
    expect(steps('gates').length).toBeGreaterThan(1);
    expect(steps('utilization')).toEqual(expect.arrayContaining(steps('gates')));
  });
});
