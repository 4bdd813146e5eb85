import * as tf from '@tensorflow/tfjs-core';
import { regular, rebalancing } from '../src/record/mode.js';
import { adam } from '../src/training/optimizers/adam.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { example, initialNetwork, randomBatch } from './workload.js';

/** How many tensors and bytes tf holds after so many steps. */
export interface TensorsInMemory {
  readonly steps: number;
  readonly tensors: number;
  readonly bytes: number;
}

/** Tensors in memory after 10 and after 1,000 steps of a small network, regular and re-balancing steps mixed. */
export async function tensorsInMemory(): Promise<TensorsInMemory[]> {
  const workload = example(4, [4, 4]);
  const network = initialNetwork(workload);
  const optimizer = createOptimizer(adam({ learningRate: 0.001 }), network.parameters);
  const step = new TrainingStep(network, optimizer);
  const batch = randomBatch(workload);
  const counts: TensorsInMemory[] = [];
  for (let taken = 1; taken <= 1000; taken += 1) {
    const mode = taken % 3 === 0 ? rebalancing(taken % 2) : regular;
    await step.take(batch, mode, 0.001);
    if (taken === 10 || taken === 1000) {
      const { numTensors, numBytes } = tf.memory();
      counts.push({ steps: taken, tensors: numTensors, bytes: numBytes });
    }
  }
  tf.dispose([...batch.inputs]);
  optimizer.dispose();
  network.dispose();
  return counts;
}
