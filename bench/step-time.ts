import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import { regular } from '../src/record/mode.js';
import { median } from '../src/series/median.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { sgd } from '../src/training/optimizers/sgd.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { processorTime } from './processor-time.js';
import { initialNetwork, randomBatch, type Workload } from './workload.js';

const learningRate = 0.05;

/** How long a training step takes. */
export interface StepTiming {
  /** Median of the measured steps: forward, backward, norms, update. */
  readonly milliseconds: number;
  /** The same in processor time, of all threads together. */
  readonly processor: number;
}

/** Times `steps` training steps of `workload`, after `warmUp` that are not counted. */
export async function measureStep(
  workload: Workload,
  steps: number,
  warmUp: number,
): Promise<StepTiming> {
  const network = initialNetwork(workload);
  const optimizer = createOptimizer(sgd({ learningRate }), network.parameters);
  const training = new TrainingStep(network, optimizer);
  const batch = randomBatch(workload);
  const [durations, processor]: [number[], number[]] = [[], []];
  for (let step = 0; step < warmUp + steps; step += 1) {
    const [start, used] = [performance.now(), processorTime()];
    await training.take(batch, regular, learningRate);
    if (step >= warmUp) {
      durations.push(performance.now() - start);
      processor.push(processorTime() - used);
    }
  }
  tf.dispose([...batch.inputs]);
  training.dispose();
  optimizer.dispose();
  network.dispose();
  return { milliseconds: median(durations) ?? 0, processor: median(processor) ?? 0 };
}
