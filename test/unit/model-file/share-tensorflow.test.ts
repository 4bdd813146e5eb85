import { createRequire } from 'node:module';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

/** Another copy of tf, which nobody may get to see. */
const intruder = "exports.tensor1d = () => 'intruder'; exports.layers = { dense: 'intruder' };";

const shared = {
  'node_modules/@tensorflow/tfjs/index.js': intruder,
  'node_modules/@tensorflow/tfjs-core/index.js': intruder,
  'node_modules/@tensorflow/tfjs-layers/index.js': intruder,
};

/** What the model file and its imports put into `globalThis.found`. */
async function found(files: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const holder = globalThis as { found?: Record<string, unknown> };
  holder.found = {};
  const folder = workspace({ ...shared, ...files });
  await loadModelFile(path.join(folder, Object.keys(files)[0]));
  return holder.found;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('the model file, its helpers and packages of either kind get one and the same tf', async () => {
  const { a, b, c, d, e } = await found({
    'a.multimodal.ts': modelText(
      {},
      `import { tensor1d } from '@tensorflow/tfjs-core';
       import * as union from '@tensorflow/tfjs';
       import './helper.mjs'; import 'old'; import 'new';
       Object.assign(found, { a: [tensor1d, union.tensor1d, union.layers.dense] });`,
    ),
    'helper.mjs':
      "import * as tf from '@tensorflow/tfjs';\nObject.assign(found, { b: [tf.tensor1d] });",
    'node_modules/old/index.js':
      "found.c = [require('@tensorflow/tfjs').tensor1d, require('@tensorflow/tfjs-core').tensor1d];",
    'node_modules/new/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
    'node_modules/new/index.js': `import { tensor1d } from '@tensorflow/tfjs-core';
       import * as layers from '@tensorflow/tfjs-layers';
       found.d = [tensor1d];
       found.e = layers.layers.dense;`,
  });
  expect(a).toEqual([tf.tensor1d, tf.tensor1d, tfl.layers.dense]);
  expect([b, d]).toEqual([[tf.tensor1d], [tf.tensor1d]]);
  expect(c).toEqual([tf.tensor1d, tf.tensor1d]);
  expect(e).toBe(tfl.layers.dense);
});

test('tensors and layers of the union package are at home in ours', async () => {
  const { layer, tensor } = await found({
    'a.multimodal.ts': modelText(
      {},
      `import * as union from '@tensorflow/tfjs';
       Object.assign(found, { tensor: union.ones([2, 3]), layer: union.layers.dense({ units: 4 }) });`,
    ),
  });
  expect(tensor).toBeInstanceOf(tf.Tensor);
  expect(layer).toBeInstanceOf(tfl.layers.Layer);
  const output = (layer as tfl.layers.Layer).apply(tensor as tf.Tensor) as tf.Tensor;
  expect(output.shape).toEqual([2, 4]);
});

test('what is required later, from anywhere, gets the same tf', async () => {
  const folder = workspace({ ...shared, 'a.multimodal.ts': modelText() });
  await loadModelFile(path.join(folder, 'a.multimodal.ts'));
  const requireThere = createRequire(path.join(folder, 'node_modules', 'x', 'index.js'));
  const required = requireThere('@tensorflow/tfjs') as typeof tf;
  expect(required.tensor1d).toBe(tf.tensor1d);
});
