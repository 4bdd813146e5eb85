import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { CompiledOperations } from '../../src/compute/tensorflow/deferring/compiled-operations.js';
import { convBranch } from '../../src/network/builders/conv-branch.js';
import { denseBranch } from '../../src/network/builders/dense-branch.js';
import { mmtm } from '../../src/network/builders/mmtm.js';
import { MultiModalNetwork } from '../../src/network/multi-modal-network.js';
import { Generator } from '../../src/random/generator.js';
import { rebalancing, regular } from '../../src/record/mode.js';
import { adam } from '../../src/training/optimizers/adam.js';
import { createOptimizer } from '../../src/training/optimizers/optimizer.js';
import { sgd } from '../../src/training/optimizers/sgd.js';
import { TrainingStep } from '../../src/training/session/training-step.js';
import { askedRung, startRung } from '../support/rung.js';

/** More than come by before TensorFlow is given a graph. */
const steps = 30;

const [batchSize, classCount, learningRate] = [4, 3, 0.01];

const optimizers = [sgd({ learningRate, momentum: 0.9, weightDecay: 0.01 }), adam()];
const modes = [regular, rebalancing(0)];

test
  .runIf(askedRung === 'tensorflow')
  .each(optimizers.flatMap((optimizer) => modes.map((mode) => ({ optimizer, mode }))))(
  'steps of $optimizer.kind in mode $mode.kind become a graph',
  async ({ optimizer, mode }) => {
    await startRung('tensorflow');
    const run = vi.spyOn(CompiledOperations.prototype, 'run');
    const modalities = [
      { name: 'picture', shape: [6, 6, 1], branch: convBranch({ filters: [4, 8] }) },
      { name: 'sound', shape: [3], branch: denseBranch({ units: [4] }) },
    ];
    const fusion = mmtm({ after: [{ picture: 2, sound: 1 }] });
    const random = Generator.stream(1, 'weights');
    const network = new MultiModalNetwork({ modalities, fusion, classCount }, random);
    const own = createOptimizer(optimizer, network.parameters);
    const step = new TrainingStep(network, own);
    const inputs = modalities.map(({ shape }) => tf.randomNormal([batchSize, ...shape]));
    const labels = Int32Array.from({ length: batchSize }, (_, index) => index % classCount);
    for (let taken = 0; taken < steps; taken += 1) {
      await step.take({ inputs, labels }, mode, learningRate);
    }
    expect(run).toHaveBeenCalled();
    run.mockRestore();
  },
);
