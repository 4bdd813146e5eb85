import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Flow } from '../../../src/network/flow.js';
import type { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { allIndices, BatchReader } from '../../../src/training/batches.js';
import { UtilizationMeasurement } from '../../../src/training/conditional-utilization.js';
import { recordSqueezedMeans } from '../../../src/training/utilization/squeezed-means.js';
import { onRungs, startRung } from '../../support/rung.js';
import { Agreement, bounds } from './agreement.js';
import { referenceDataset } from './data.js';
import { below, float32, readJson, readTensors, tensor } from './fixtures.js';
import { logitsOf } from './logits.js';
import { createNetwork, modalityNames, readScenario, trainedScenarios } from './scenario.js';

const utilizationSchema = z.object({
  samples: z.int(),
  correct: z.array(z.int()),
  correctCut: z.array(z.array(z.int().nullable())),
  rates: z.array(z.array(z.number().nullable())),
  difference: z.number().nullable(),
  modelCorrect: z.int(),
  modelCorrectCut: z.array(z.int()),
});

const fixtureSchema = z.object({
  gateSamples: z.int(),
  mean: utilizationSchema,
  zero: utilizationSchema,
});

const dataset = referenceDataset();

/** Does not divide the splits, so that the partial batch counts too. */
const batchSize = 64;

function prepare(name: string) {
  const scenario = readScenario(name);
  const names = modalityNames(scenario);
  const tensors = readTensors(`${name}/evaluation.safetensors`);
  const fixture = readJson(`${name}/evaluation.json`, fixtureSchema);
  const network = createNetwork(scenario);
  network.importWeights(float32(below(tensors, 'weights/')));
  network.gateSamples = fixture.gateSamples;
  const modules = Array.from({ length: network.moduleCount }, (_, index) => index + 1);
  const means = modules.map((module) =>
    names.map((modality) => tensor(tensors, `fusion${module}.squeezed.${modality}.mean`)),
  );
  return { names, tensors, fixture, network, means, reader: new BatchReader(dataset, names) };
}

/** Logits of every branch on the whole test split, in evaluation mode. */
async function testLogits(network: MultiModalNetwork, reader: BatchReader, flow: Flow<tf.Tensor>) {
  const { inputs } = await reader.read('test', allIndices(dataset.splits.test.size));
  const logits = await logitsOf(network, inputs, { flow, training: false });
  tf.dispose([...inputs]);
  return logits;
}

describe.each(
  onRungs(
    { backend: 'wasm', scenarios: trainedScenarios },
    { backend: 'cpu', scenarios: ['plain-sgd'] },
  ),
)('evaluation on $backend', ({ backend, scenarios }) => {
  describe.each(scenarios)('of %s', (name) => {
    let prepared: ReturnType<typeof prepare>;
    beforeAll(async () => {
      await startRung(backend);
      prepared = prepare(name);
    });
    afterAll(() => {
      prepared.network.dispose();
    });

    it('records the mean squeezed vectors of the training split', async () => {
      const { network, means, reader } = prepared;
      const agreement = new Agreement();
      const train = allIndices(dataset.splits.train.size);
      const recorded = await recordSqueezedMeans({ network, reader, batchSize }, train);
      means.forEach((module, position) => {
        module.forEach((expected, branch) => {
          const label = `module ${position}, branch ${branch}`;
          agreement.values(label, recorded[position][branch], expected, bounds.tensor);
        });
      });
      agreement.assert();
    });

    it('gives the intact logits', async () => {
      const { names, tensors, network, reader } = prepared;
      const agreement = new Agreement();
      const logits = await testLogits(network, reader, { kind: 'regular' });
      names.forEach((branch, k) => {
        const expected = tensor(tensors, `intact/logits.${branch}`);
        agreement.values(branch, logits[k] ?? [], expected, bounds.tensor);
      });
      agreement.assert();
    });

    it.each(['mean', 'zero'] as const)('gives the logits of the %s cut', async (operator) => {
      const { names, tensors, network, means, reader } = prepared;
      const agreement = new Agreement();
      for (const [modality, absent] of names.entries()) {
        const replacement = means.map((module) => {
          const { data } = module[modality];
          return tf.tensor1d(Float32Array.from(data, (mean) => (operator === 'mean' ? mean : 0)));
        });
        const logits = await testLogits(network, reader, { kind: 'cut', modality, replacement });
        tf.dispose(replacement);
        expect(logits[modality]).toBeNull();
        for (const [k, branch] of names.entries()) {
          if (k !== modality) {
            const expected = tensor(tensors, `${operator}.${absent}/logits.${branch}`);
            agreement.values(
              `${branch} without ${absent}`,
              logits[k] ?? [],
              expected,
              bounds.tensor,
            );
          }
        }
      }
      agreement.assert();
    });

    it.each(['mean', 'zero'] as const)(
      'gives the utilization of the %s cut exactly',
      async (cut) => {
        const { names, fixture, network, reader } = prepared;
        const expected = fixture[cut];
        const measurement = new UtilizationMeasurement({
          ...{ network, reader, batchSize, seed: 0, recordingSamples: null, clock: () => 0 },
        });
        const measured = await measurement.measure({ split: 'test', cut, samples: null });
        expect(measured.samples).toBe(expected.samples);
        const hits = (accuracy: number | null) =>
          Math.round((accuracy ?? Number.NaN) * expected.samples);
        expect(measured.entries).toHaveLength(names.length * (names.length - 1));
        for (const { branch, cut: absent, accuracy, accuracyCut, rate } of measured.entries) {
          expect(accuracy.value).toBe(expected.correct[branch] / expected.samples);
          expect(hits(accuracyCut.value)).toBe(expected.correctCut[branch][absent]);
          expect(rate.value).toBeCloseTo(expected.rates[branch][absent] ?? Number.NaN, 12);
        }
        expect(measured.difference.value).toBeCloseTo(expected.difference ?? Number.NaN, 12);
        expect(hits(measured.modelAccuracy.value)).toBe(expected.modelCorrect);
        expect(measured.model.map(({ accuracyCut }) => hits(accuracyCut.value))).toEqual(
          expected.modelCorrectCut,
        );
      },
    );

    it('leaves the weights, running statistics and gate means alone', async () => {
      const { tensors, fixture, network } = prepared;
      const agreement = new Agreement();
      const expected = below(tensors, 'weights/');
      agreement.tensors(name, await network.exportWeights(), expected, () => 0);
      agreement.assert();
      expect(network.gateSamples).toBe(fixture.gateSamples);
    });
  });
});
