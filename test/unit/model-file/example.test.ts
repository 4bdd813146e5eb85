import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { bindToData } from '../../../src/model-file/bind-to-data.js';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { Generator } from '../../../src/random/generator.js';

test('the example that a newcomer reads first can be trained as it stands', async () => {
  const file = path.resolve('examples/colored-and-gray-mnist.multimodal.ts');
  const model = await loadModelFile(file);
  const { data, training } = model.definition;
  const specification = bindToData(model, await data.load(path.dirname(file), training.seed));
  const network = new MultiModalNetwork(specification, Generator.stream(training.seed, 'weights'));
  expect(network.moduleCount).toBe(3);
  expect(specification.modalities.map(({ name }) => name)).toEqual(['gray', 'color']);
});
