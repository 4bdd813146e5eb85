import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

const model = (seed: number) =>
  modelText(
    {
      modalities: '{ gray: branch({ stages: [stages] }), color: branch({ stages: [other] }) }',
      training: `{ epochs: 1, batchSize: 2, optimizer: sgd({ learningRate: 0.1 }), seed: ${String(seed)} }`,
    },
    `import * as tf from '@tensorflow/tfjs';
     import { branch } from 'modality-lens';
     const stages = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [3] })] });
     const other = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [3] })] });`,
  );

/** The weights that the layers of gray and of color have after loading. */
async function weights(fileSeed: number, seed?: number): Promise<number[][]> {
  const folder = workspace({ 'a.multimodal.ts': model(fileSeed) });
  const file = path.join(folder, 'a.multimodal.ts');
  const { definition } = await loadModelFile(file, seed === undefined ? {} : { seed });
  return Object.values(definition.modalities).map(({ stages: [stage] }) => {
    if (stage.kind !== 'layers') {
      throw new Error('A layer was expected.');
    }
    return Array.from(stage.layer.getWeights()[0].dataSync());
  });
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('the weights that a file draws while it loads are those of the seed, wherever the seed stands', async () => {
  const of7 = await weights(7);
  expect(await weights(7)).toEqual(of7);
  expect(await weights(0, 7)).toEqual(of7);
  expect(await weights(8)).not.toEqual(of7);
  expect(await weights(7, 8)).toEqual(await weights(8));
  expect(await weights(0)).toEqual(await weights(0, 0));
  expect(await weights(0)).not.toEqual(of7);
});

test('two layers of one file do not start alike', async () => {
  const [gray, color] = await weights(7);
  expect(gray).not.toEqual(color);
});

test('loading a second time under the right seed leaves no tensors of the first behind', async () => {
  await weights(0);
  const before = tf.memory().numTensors;
  await weights(0);
  const once = tf.memory().numTensors - before;
  await weights(7);
  expect(tf.memory().numTensors - before).toBe(2 * once);
});

test('loading leaves Math.random as it was, also where it fails', async () => {
  const { random } = Math;
  const folder = workspace({ 'a.multimodal.ts': modelText(), 'b.multimodal.ts': 'throw 1;' });
  await loadModelFile(path.join(folder, 'a.multimodal.ts'));
  await expect(loadModelFile(path.join(folder, 'b.multimodal.ts'))).rejects.toThrow();
  expect(Math.random).toBe(random);
});
