import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import { CompiledOperations } from '../../src/compute/tensorflow/deferring/compiled-operations.js';
import { GraphReplay } from '../../src/compute/tensorflow/deferring/graph-replay.js';
import type { NativeBinding, NodeBackend } from '../../src/compute/tensorflow/native-binding.js';
import { convBranch } from '../../src/network/builders/conv-branch.js';
import { denseBranch } from '../../src/network/builders/dense-branch.js';
import { mmtm } from '../../src/network/builders/mmtm.js';
import { MultiModalNetwork } from '../../src/network/multi-modal-network.js';
import { Generator } from '../../src/random/generator.js';
import { rebalancing, regular } from '../../src/record/mode.js';
import { adam } from '../../src/training/optimizers/adam.js';
import type { Batch } from '../../src/training/batches.js';
import { createOptimizer, type Optimizer } from '../../src/training/optimizers/optimizer.js';
import { sgd } from '../../src/training/optimizers/sgd.js';
import { readForward, readLogits } from '../../src/training/predictions.js';
import { TrainingStep } from '../../src/training/session/training-step.js';
import { askedRung, startRung } from '../support/rung.js';

/** More than come by before one is repeated as a whole. */
const steps = 30;

const [batchSize, classCount, learningRate] = [4, 3, 0.01];

const modalities = [
  { name: 'picture', shape: [6, 6, 1], branch: convBranch({ filters: [4, 8] }) },
  { name: 'sound', shape: [3], branch: denseBranch({ units: [4] }) },
];
const optimizers = [sgd({ learningRate, momentum: 0.9, weightDecay: 0.01 }), adam()];
const modes = [regular, rebalancing(0)];

function makeNetwork(): MultiModalNetwork {
  const fusion = mmtm({ after: [{ picture: 2, sound: 1 }] });
  return new MultiModalNetwork({ modalities, fusion, classCount }, Generator.stream(1, 'weights'));
}

function makeBatch(size: number): Batch {
  return {
    inputs: modalities.map(({ shape }, index) =>
      tf.randomNormal([size, ...shape], 0, 1, 'float32', index + 1),
    ),
    labels: Int32Array.from({ length: size }, (_, index) => index % classCount),
  };
}

describe.runIf(askedRung === 'tensorflow')('steps on TensorFlow', () => {
  test.each(optimizers.flatMap((optimizer) => modes.map((mode) => ({ optimizer, mode }))))(
    'of $optimizer.kind in mode $mode.kind are repeated as a whole',
    async ({ optimizer, mode }) => {
      await startRung('tensorflow');
      const run = vi.spyOn(GraphReplay.prototype, 'run');
      const network = makeNetwork();
      const step = new TrainingStep(network, createOptimizer(optimizer, network.parameters));
      for (let taken = 0; taken < steps; taken += 1) {
        await step.take(makeBatch(batchSize), mode, learningRate);
      }
      expect(run).toHaveBeenCalled();
      run.mockRestore();
    },
  );

  test.each(optimizers)(
    'of $kind give what single operations give, whatever mode, shape and rate they have and what comes between',
    async (optimizer) => {
      await startRung('tensorflow');
      const run = vi.spyOn(CompiledOperations.prototype, 'run');
      const repeat = vi.spyOn(GraphReplay.prototype, 'run');
      const asGraphs = await takeCourse(optimizer);
      expect(repeat.mock.calls.length).toBeGreaterThan(steps);
      repeat.mockRestore();
      run.mockClear();
      const backend = tf.backend() as unknown as NodeBackend;
      const { binding } = backend;
      // The one that defers operations stands before the native one.
      backend.binding = Object.getPrototypeOf(binding) as NativeBinding;
      const one = await takeCourse(optimizer).finally(() => (backend.binding = binding));
      expect(run).not.toHaveBeenCalled();
      run.mockRestore();
      expect(asGraphs).toHaveLength(one.length);
      const worst = one.map((value, index) => Math.abs(value - asGraphs[index]));
      expect(Math.max(...worst)).toBeLessThan(1e-4);
    },
  );

  test.each(optimizers)(
    'of $kind leave the parameters as they are where the loss is not finite',
    async (optimizer) => {
      await startRung('tensorflow');
      const repeat = vi.spyOn(GraphReplay.prototype, 'run');
      const network = makeNetwork();
      const own = createOptimizer(optimizer, network.parameters);
      const step = new TrainingStep(network, own);
      for (let taken = 0; taken < steps; taken += 1) {
        await step.take(makeBatch(batchSize), regular, learningRate);
      }
      const read = () => Promise.all(network.parameters.map(({ variable }) => variable.array()));
      const [before, counts] = [await read(), own.steps];
      const { inputs, labels } = makeBatch(batchSize);
      const broken = { inputs: inputs.map((one) => tf.mul(one, Number.NaN)), labels };
      repeat.mockClear();
      await expect(step.take(broken, regular, learningRate)).rejects.toThrow('became NaN');
      expect(repeat).toHaveBeenCalledOnce();
      repeat.mockRestore();
      expect([await read(), own.steps]).toEqual([before, counts]);
    },
  );
});

/**
 * The losses and, in the end, the weights of steps that are not alike, with an evaluation now and then, and weights and slots
 * set anew.
 */
async function takeCourse(optimizer: (typeof optimizers)[number]): Promise<number[]> {
  const network = makeNetwork();
  const own = createOptimizer(optimizer, network.parameters);
  const step = new TrainingStep(network, own);
  const shown: number[] = [];
  for (let taken = 0; taken < 4 * steps; taken += 1) {
    const batch = makeBatch(taken % 10 === 9 ? batchSize - 1 : batchSize);
    const mode = taken < steps ? regular : [regular, rebalancing(0), rebalancing(1)][taken % 3];
    const rate = taken < 2 * steps ? learningRate : learningRate / 2;
    if (taken === 3 * steps) {
      await setAnew(network, own);
    }
    const { branches } = await step.take(batch, mode, rate);
    shown.push(...branches.map(({ loss }) => loss));
    if (taken % 15 === 14) {
      const forward = network.forward(batch.inputs, {
        flow: { kind: 'regular' },
        training: false,
      });
      const logits = await readForward(forward, (one) => readLogits(one.logits));
      shown.push(...logits.flatMap((branch) => [...(branch ?? [])]));
    }
    tf.dispose([...batch.inputs]);
  }
  const weights = await network.exportWeights();
  step.dispose();
  own.dispose();
  network.dispose();
  return shown.concat([...weights.values()].flatMap(({ data }) => [...data]));
}

/** Halves all weights, and gives the optimizer its slots as if it went on from a checkpoint. */
async function setAnew(network: MultiModalNetwork, optimizer: Optimizer): Promise<void> {
  const weights = await network.exportWeights();
  network.importWeights(
    new Map(
      [...weights].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((value) => value / 2) },
      ]),
    ),
  );
  const slots = await optimizer.exportSlots();
  await optimizer.importSlots(slots ?? new Map(), optimizer.steps);
}
