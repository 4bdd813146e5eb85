import * as tf from '@tensorflow/tfjs-core';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import { Generator } from '../../../src/random/generator.js';
import { rebalancing, regular } from '../../../src/record/mode.js';
import { createOptimizer } from '../../../src/training/optimizers/optimizer.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { TrainingStep } from '../../../src/training/session/training-step.js';

const batchSize = 6;
const classCount = 3;
const learningRate = 0.05;

/**
 * Everything that training shows and changes, by name: two unequal convolutional branches with fusion take regular and
 * re-balancing steps on tf's current backend, and are then evaluated. The same numbers are drawn on every call.
 */
export async function takeTrainingSteps(): Promise<Record<string, number[]>> {
  const network = makeNetwork();
  const optimizer = createOptimizer(sgd({ learningRate, momentum: 0.9 }), network.parameters);
  const inputs = network.specification.modalities.map(({ shape }, index) =>
    tf.randomNormal([batchSize, ...shape], 0, 1, 'float32', index + 1),
  );
  try {
    const shown = await takeSteps(new TrainingStep(network, optimizer), inputs);
    return { ...shown, ...(await evaluate(network, inputs)), ...(await weightsOf(network)) };
  } finally {
    tf.dispose(inputs);
    optimizer.dispose();
    network.dispose();
  }
}

function makeNetwork(): MultiModalNetwork {
  const modalities = [
    { name: 'gray', shape: [6, 6, 1], branch: convBranch({ filters: [3, 4] }) },
    { name: 'color', shape: [8, 7, 3], branch: convBranch({ filters: [4, 8] }) },
  ];
  const specification = { modalities, fusion: mmtm({ after: [1, 2] }), classCount };
  return new MultiModalNetwork(specification, Generator.stream(7, 'weights'));
}

async function takeSteps(
  step: TrainingStep,
  inputs: readonly tf.Tensor[],
): Promise<Record<string, number[]>> {
  const labels = Int32Array.from({ length: batchSize }, (_, index) => index % classCount);
  const shown: Record<string, number[]> = {};
  for (const [index, mode] of [regular, rebalancing(0), rebalancing(1), regular].entries()) {
    const { branches } = await step.take({ inputs, labels }, mode, learningRate);
    const numbers = branches.flatMap((branch) => Object.values<number | null>({ ...branch }));
    shown[`step ${index}`] = numbers.map((value) => value ?? Number.NaN);
  }
  return shown;
}

async function evaluate(
  network: MultiModalNetwork,
  inputs: readonly tf.Tensor[],
): Promise<Record<string, number[]>> {
  const flow = { kind: 'regular' } as const;
  const { logits, squeezed } = network.forward(inputs, { flow, training: false });
  const computed = [...logits, ...squeezed.flat()].filter((x) => x !== null);
  const values: Record<string, number[]> = {};
  for (const [index, x] of computed.entries()) {
    values[`evaluation ${index}`] = Array.from(await x.data());
  }
  tf.dispose(computed);
  return values;
}

/** Weights, batch norm's statistics and gate means. */
async function weightsOf(network: MultiModalNetwork): Promise<Record<string, number[]>> {
  const values: Record<string, number[]> = {};
  for (const { name, variable } of [...network.parameters, ...network.statistics]) {
    values[name] = Array.from(await variable.data());
  }
  return values;
}
