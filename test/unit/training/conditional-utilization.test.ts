import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import type { Dataset, Split } from '../../../src/data/dataset.js';
import { changeCounts } from '../../../src/metrics/sample-changes.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type { HostTensor } from '../../../src/record/checkpoint.js';
import type {
  CutOperator,
  Utilization,
  UtilizationEntry,
} from '../../../src/record/utilization.js';
import { allIndices, BatchReader } from '../../../src/training/batches.js';
import {
  UtilizationMeasurement,
  type MeasurementOptions,
} from '../../../src/training/conditional-utilization.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { recordSqueezedMeans } from '../../../src/training/utilization/squeezed-means.js';
import { names, network, noise, run, session, telling, vectors, watched } from './support.js';

const operators: readonly CutOperator[] = ['mean', 'zero', 'permute', 'perceptual'];
const sizes = { train: 48, validation: 33, test: 3 };

function measurement(
  measured: MultiModalNetwork,
  dataset: Dataset,
  options: Partial<MeasurementOptions> = {},
): UtilizationMeasurement {
  let time = 0;
  const modalities = measured.specification.modalities.map(({ name }) => name);
  return new UtilizationMeasurement({
    network: measured,
    reader: new BatchReader(dataset, modalities),
    batchSize: 8,
    seed: 2,
    recordingSamples: null,
    clock: () => (time += 1),
    ...options,
  });
}

function measure(
  measured: MultiModalNetwork,
  dataset: Dataset,
  cut: CutOperator = 'mean',
): Promise<Utilization> {
  return measurement(measured, dataset).measure({ split: 'validation', cut, samples: null });
}

function entryOf({ entries }: Utilization, branch: number, cut: number): UtilizationEntry {
  const found = entries.find((entry) => entry.branch === branch && entry.cut === cut);
  if (found === undefined) {
    throw new Error(`There is no entry U[${branch}][${cut}].`);
  }
  return found;
}

/** A network after a short training on `dataset`. */
async function trained(
  dataset: Dataset,
  epochs = 6,
  learningRate = 0.1,
): Promise<MultiModalNetwork> {
  const result = network(dataset.modalities.length);
  const optimizer = sgd({ learningRate, momentum: 0.9 });
  await run(session({ network: result, dataset, training: { epochs, optimizer } }));
  return result;
}

/** Puts changed weights into the network. */
async function change(
  changed: MultiModalNetwork,
  edit: (weights: Map<string, HostTensor>) => void,
): Promise<void> {
  const weights = await changed.exportWeights();
  edit(weights);
  changed.importWeights(weights);
}

/** The rows of a squeeze kernel that belong to each of `count` branches of equal width. */
function blocks({ data }: HostTensor, count: number): Float32Array[] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, index) =>
    data.slice(index * length, (index + 1) * length),
  );
}

function joined({ shape }: HostTensor, parts: readonly Float32Array[]): HostTensor {
  return { shape, data: Float32Array.from(parts.flatMap((part) => [...part])) };
}

/** `dataset` with the values of one modality under the name of another: `sources` by name. */
function readAs(dataset: Dataset, sources: Readonly<Record<string, string>>): Dataset {
  const renamed = (split: Split): Split => ({
    ...split,
    read: async (indices) => {
      const values = await split.read(indices);
      const entries = Object.entries(sources).map(
        ([name, source]) => [name, values.get(source) ?? new Float32Array()] as const,
      );
      return new Map(entries);
    },
  });
  const { train, validation, test } = dataset.splits;
  const splits = { train: renamed(train), validation: renamed(validation), test: renamed(test) };
  return { ...dataset, splits };
}

const labelOnTheRight = vectors({ sizes, modalities: [noise, telling] });

/** Its left branch can know the class through the gates alone. */
const greedy = trained(labelOnTheRight, 30, 0.03);

describe.each(operators)('the %s cut', (operator) => {
  it('costs exactly nothing where the gates do not see the modality', async () => {
    const dataset = vectors({ sizes });
    const deaf = await trained(dataset, 2);
    await change(deaf, (weights) => {
      for (const [name, tensor] of weights) {
        if (name.endsWith('squeeze.kernel')) {
          const [left, right] = blocks(tensor, 2);
          weights.set(name, joined(tensor, [left, right.map(() => 0)]));
        }
      }
    });
    const { points, rate } = entryOf(await measure(deaf, dataset, operator), 0, 1);
    expect([points.value, rate.value]).toEqual([0, 0]);
  });

  it('finds a branch at chance without the modality that alone has the label', async () => {
    const measured = await measure(await greedy, labelOnTheRight, operator);
    const blind = entryOf(measured, 0, 1);
    expect(blind.accuracy.value).toBeGreaterThan(0.75);
    const chance = blind.accuracyCut.value ?? 1;
    expect(chance).toBeLessThan(0.55);
    const telltale = entryOf(measured, 1, 0);
    expect(telltale.accuracyCut.value).toBeGreaterThan(0.75);
    expect(measured.difference.value).toBeGreaterThan(0.3);
    expect(measured.model).toHaveLength(2);
    expect(measured.model[1].accuracyCut.value).toBe(chance);
  });

  it('leaves the network as it was, and no tensors behind', async () => {
    const dataset = vectors({ sizes });
    const looked = await trained(dataset, 1);
    const [weights, { gateSamples }] = [await looked.exportWeights(), looked];
    const { numTensors } = tf.memory();
    await measure(looked, dataset, operator);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await looked.exportWeights()).toEqual(weights);
    expect(looked.gateSamples).toBe(gateSamples);
  });

  it('gives the same numbers twice', async () => {
    const dataset = vectors({ sizes });
    const looked = await trained(dataset, 1);
    const [first, second] = [
      await measure(looked, dataset, operator),
      await measure(looked, dataset, operator),
    ];
    expect(second).toEqual(first);
  });
});

describe('conditional utilization', () => {
  it('of identical twins differs by exactly 0', async () => {
    const dataset = vectors({ sizes, modalities: [telling, telling] });
    const twins = await trained(dataset, 2);
    await change(twins, (weights) => {
      for (const [name, tensor] of weights) {
        if (name.includes('left')) {
          weights.set(name.replace('left', 'right'), tensor);
        } else if (name.endsWith('squeeze.kernel')) {
          const [left] = blocks(tensor, 2);
          weights.set(name, joined(tensor, [left, left]));
        }
      }
    });
    const measured = await measure(twins, readAs(dataset, { left: 'left', right: 'left' }));
    expect(measured.difference.value).toBe(0);
    expect(entryOf(measured, 0, 1).accuracyCut.value).toBe(
      entryOf(measured, 1, 0).accuracyCut.value,
    );
  });

  it('is transposed, and d_util flipped, when the modalities and their weights are swapped', async () => {
    const dataset = vectors({ sizes, modalities: [noise, telling] });
    const straight = await trained(dataset, 3);
    const swapped = network();
    const weights = new Map(
      [...(await straight.exportWeights())].map(([name, tensor]) => {
        const other = name.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'));
        const halves = name.endsWith('squeeze.kernel')
          ? blocks(tensor, 2).reverse()
          : [tensor.data];
        return [other, joined(tensor, halves)];
      }),
    );
    swapped.importWeights(weights);
    const exchanged = readAs(dataset, { left: 'right', right: 'left' });
    const [one, other] = [await measure(straight, dataset), await measure(swapped, exchanged)];
    expect(other.difference.value).toBeCloseTo(-(one.difference.value ?? 0), 12);
    expect(one.difference.value).not.toBe(0);
    expect(entryOf(other, 1, 0).rate).toEqual(entryOf(one, 0, 1).rate);
    expect(entryOf(other, 0, 1).rate).toEqual(entryOf(one, 1, 0).rate);
  });

  it('is exactly 0 where the branches exchange nothing', async () => {
    const measured = await measure(network(2, null), vectors({ sizes }));
    expect(measured.entries.map(({ points }) => points.value)).toEqual([0, 0]);
  });

  it('has an entry for every branch and every other modality', async () => {
    const dataset = vectors({ sizes, modalities: [telling, telling, telling] });
    const { entries, model, classes } = await measure(network(3), dataset);
    expect(entries.map(({ branch, cut }) => [branch, cut])).toEqual([
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
    ]);
    expect(model).toHaveLength(3);
    expect(classes).toHaveLength(3);
  });

  it('evaluates a fixed subset and says how large it is', async () => {
    const dataset = vectors({ sizes });
    const { split: validation, reads } = watched(dataset.splits.validation);
    const request = { split: 'validation', cut: 'zero', samples: 10 } as const;
    const splits = { ...dataset.splits, validation };
    for (let turn = 0; turn < 2; turn += 1) {
      const result = await measurement(network(), { ...dataset, splits }).measure(request);
      expect(result).toMatchObject({
        samples: 10,
        available: 33,
        split: 'validation',
        cut: 'zero',
      });
    }
    const [first, second] = [reads.slice(0, 2).flat(), reads.slice(2).flat()];
    expect(new Set(first).size).toBe(10);
    expect(second).toEqual(first);
    expect(Math.max(...first)).toBeGreaterThan(10);
  });

  it('records the means once for a set of weights, and times every part', async () => {
    const one = measurement(network(), vectors({ sizes }));
    const request = { split: 'validation', cut: 'mean', samples: null } as const;
    const first = await one.measure(request);
    expect(first.recordingSamples).toBe(sizes.train);
    expect(Math.min(...Object.values(first.durations))).toBeGreaterThan(0);
    expect((await one.measure(request)).durations.recording).toBe(0);
  });

  it('permutes by one permutation for all modules', async () => {
    const dataset = vectors({ sizes });
    const permuted = await trained(dataset, 1);
    const reader = new BatchReader(dataset, names.slice(0, 2));
    const { inputs } = await reader.read('validation', allIndices(sizes.validation));
    const intact = permuted.forward(inputs, { flow: { kind: 'regular' }, training: false });
    const places = (module: number, branch: number) => {
      const rows = intact.squeezed[module][branch]?.arraySync() ?? [];
      return (row: number[]) =>
        rows.findIndex((one) => one.every((x, i) => Math.abs(x - row[i]) < 1e-6));
    };
    const orders: number[][][] = [];
    const original = permuted.forwardFrom.bind(permuted);
    const spy = vi.spyOn(permuted, 'forwardFrom').mockImplementation((prefix, flow) => {
      if (flow.kind === 'cut') {
        orders.push(
          flow.replacement.map((rows, module) =>
            (rows.arraySync() as number[][]).map(places(module, flow.modality)),
          ),
        );
      }
      return original(prefix, flow);
    });
    await measure(permuted, dataset, 'permute');
    spy.mockRestore();
    expect(orders).toHaveLength(2 * 5 * Math.ceil(sizes.validation / 8));
    for (const [first, second] of orders) {
      expect(second).toEqual(first);
    }
    // Every repeat uses each evaluated sample once.
    const uses = orders.flatMap(([first]) => first);
    expect(uses.filter((sample) => sample === 7)).toHaveLength(10);
  });

  it('ends when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const request = { split: 'validation', cut: 'mean', samples: null } as const;
    await expect(
      measurement(network(), vectors({ sizes }), { signal }).measure(request),
    ).rejects.toThrow('enough');
  });
});

describe('the predictions of every sample', () => {
  it.each(['mean', 'zero'] as const)(
    'are what the points of the %s cut are made of',
    async (cut) => {
      const measured = measurement(await greedy, labelOnTheRight);
      const predictions = await measured.measurePredictions('validation', cut);
      const { entries, model, samples } = await measured.measure({
        ...{ split: 'validation', cut, samples: null },
      });
      const all = [
        ...entries,
        ...model.map(({ cut: without, points }) => ({ branch: 2, cut: without, points })),
      ];
      expect(all).toHaveLength(4);
      for (const { branch, cut: without, points } of all) {
        const { lost, gained } = changeCounts(predictions, { branch, cut: without, label: null });
        expect((lost - gained) / samples).toBeCloseTo(points.value ?? Number.NaN, 12);
      }
      expect(changeCounts(predictions, { branch: 0, cut: 1, label: null }).lost).toBeGreaterThan(5);
      expect(predictions.cut[1][1]).toBeNull();
    },
  );
});

describe('the recording', () => {
  it('is the mean of the squeezed vectors over the training samples, whatever the batches', async () => {
    const dataset = vectors({ sizes });
    const recorded = await trained(dataset, 1);
    const reader = new BatchReader(dataset, names.slice(0, 2));
    const indices = allIndices(sizes.train);
    const { inputs } = await reader.read('train', indices);
    const { squeezed } = recorded.forward(inputs, { flow: { kind: 'regular' }, training: false });
    const means = await recordSqueezedMeans({ network: recorded, reader, batchSize: 7 }, indices);
    squeezed.forEach((module, index) => {
      module.forEach((vectorsOfBranch, branch) => {
        const expected = vectorsOfBranch && tf.mean(vectorsOfBranch, 0).dataSync();
        expect(means[index][branch]).toHaveLength(6);
        means[index][branch].forEach((value, channel) => {
          expect(value).toBeCloseTo(expected?.[channel] ?? Number.NaN, 5);
        });
      });
    });
  });
});
