import * as tf from '@tensorflow/tfjs-core';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { MultiModalNetwork } from '../../src/network/multi-modal-network.js';
import { denseBranch } from '../../src/network/builders/dense-branch.js';
import { convBranch } from '../../src/network/builders/conv-branch.js';
import { mmtm } from '../../src/network/builders/mmtm.js';
import { Generator } from '../../src/random/generator.js';
import { rebalancing, regular } from '../../src/record/mode.js';
import { createOptimizer } from '../../src/training/optimizers/optimizer.js';
import { sgd } from '../../src/training/optimizers/sgd.js';
import { TrainingStep } from '../../src/training/session/training-step.js';
import { startRung } from '../support/rung.js';

const [batchSize, classCount, learningRate] = [4, 3, 0.01];

/** How much a process may grow over the steps besides tensors, bytes. */
const growth = 100e6;

function makeNetwork(): MultiModalNetwork {
  const modalities = [
    { name: 'picture', shape: [4, 4, 1], branch: convBranch({ filters: [4] }) },
    { name: 'sound', shape: [3], branch: denseBranch({ units: [4] }) },
  ];
  const specification = { modalities, fusion: mmtm({ after: [1] }), classCount };
  return new MultiModalNetwork(specification, Generator.stream(1, 'weights'));
}

/** Bytes that the process holds once JavaScript's garbage is gone, which comes and goes by as much as is looked for. */
function bytesHeld(): number {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return process.memoryUsage().rss;
}

test('nothing is left over after 1,000 training steps', async () => {
  await startRung('wasm');
  const network = makeNetwork();
  const optimizer = createOptimizer(sgd({ learningRate, momentum: 0.9 }), network.parameters);
  const inputs = network.specification.modalities.map(({ shape }, index) =>
    tf.randomNormal([batchSize, ...shape], 0, 1, 'float32', index + 1),
  );
  const labels = Int32Array.from({ length: batchSize }, (_, index) => index % classCount);
  const step = new TrainingStep(network, optimizer);
  const modes = [regular, rebalancing(0), rebalancing(1)];
  const take = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await step.take({ inputs, labels }, modes[index % modes.length], learningRate);
    }
  };
  // What a backend keeps for steps that it has seen often enough is there by then.
  await take(300);
  const before = { tensors: tf.memory().numTensors, process: bytesHeld() };
  await take(1000);
  expect(tf.memory().numTensors).toBe(before.tensors);
  expect(bytesHeld() - before.process).toBeLessThan(growth);
});
