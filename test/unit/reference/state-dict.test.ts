import * as tf from '@tensorflow/tfjs-core';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPyTorch } from '../../../src/runs/pytorch-layout.js';
import { readSafetensors } from '../../../src/runs/safetensors.js';
import { BatchReader, allIndices } from '../../../src/training/batches.js';
import { importInitialWeights } from '../../../src/worker/initial-weights.js';
import { startRung } from '../../support/rung.js';
import { Agreement, bounds } from './agreement.js';
import { referenceDataset } from './data.js';
import { below, float32, readTensors, tensor } from './fixtures.js';
import { logitsOf } from './logits.js';
import { createNetwork, modalityNames, readScenario, trainedScenarios } from './scenario.js';

const dataset = referenceDataset();

beforeAll(() => startRung('wasm'));

describe.each(trainedScenarios)("PyTorch's own weights of %s", (name) => {
  const file = path.resolve(
    import.meta.dirname,
    `../../reference/fixtures/${name}/state-dict.safetensors`,
  );
  const scenario = readScenario(name);
  const names = modalityNames(scenario);
  const recorded = readTensors(`${name}/evaluation.safetensors`);
  const weights = float32(below(recorded, 'weights/'));
  let network: ReturnType<typeof createNetwork>;
  beforeAll(async () => {
    network = createNetwork(scenario);
    await importInitialWeights(network, file);
  });
  afterAll(() => {
    network.dispose();
  });

  it("give PyTorch's logits once they are imported", async () => {
    const agreement = new Agreement();
    const { inputs } = await new BatchReader(dataset, names).read(
      'test',
      allIndices(dataset.splits.test.size),
    );
    const flow = { kind: 'regular' } as const;
    const logits = await logitsOf(network, inputs, { flow, training: false });
    tf.dispose([...inputs]);
    names.forEach((branch, k) => {
      const expected = tensor(recorded, `intact/logits.${branch}`);
      agreement.values(branch, logits[k] ?? [], expected, bounds.tensor);
    });
    agreement.assert();
  });

  it('become the weights of a checkpoint, bit for bit', async () => {
    expect(bytes(await network.exportWeights())).toEqual(bytes(weights));
  });

  it('are what an export writes, byte for byte', async () => {
    const { tensors } = await readSafetensors(file);
    const counts = [...tensors.keys()].filter((each) => each.endsWith('.num_batches_tracked'));
    expect(counts.length).toBeGreaterThan(0);
    const others = new Map([...tensors].filter(([each]) => !counts.includes(each)));
    expect(bytes(toPyTorch(weights, names))).toEqual(bytes(others));
  });
});

/** Shapes and bytes by name, in the order of the names. */
function bytes(tensors: ReturnType<typeof float32>) {
  return [...tensors]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { shape, data }]) => ({
      name,
      shape: [...shape],
      bytes: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'),
    }));
}
