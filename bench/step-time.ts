import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import { GroupNorms } from '../src/compute/group-norms.js';
import { readTogether } from '../src/compute/read-together.js';
import type { MultiModalNetwork } from '../src/network/multi-modal-network.js';
import { regular } from '../src/record/mode.js';
import { median } from '../src/series/median.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { sgd } from '../src/training/optimizers/sgd.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { initialNetwork, randomBatch, type Workload } from './workload.js';

/** How long a training step takes. */
export interface StepTiming {
  /** Median of the measured steps: forward, backward, norms, update. */
  readonly milliseconds: number;
  /** The same in processor time, of all threads together. */
  readonly processor: number;
  /** Share of a step that tracking the conditional learning speed takes, 0–1. */
  readonly tracking: number;
}

/** Times `steps` training steps of `workload`, after `warmUp` that are not counted. */
export async function measureStep(
  workload: Workload,
  steps: number,
  warmUp = 3,
): Promise<StepTiming> {
  const network = initialNetwork(workload);
  const optimizer = createOptimizer(sgd({ learningRate: 0.05 }), network.parameters);
  const training = new TrainingStep(network, optimizer);
  const batch = randomBatch(workload);
  const take = async (): Promise<void> => {
    await training.take(batch, regular, 0.05);
  };
  const step = await medianTime(take, steps, warmUp);
  const tracking = await medianTime(() => trackSpeed(network), steps, warmUp);
  tf.dispose([...batch.inputs]);
  optimizer.dispose();
  network.dispose();
  return { ...step, tracking: tracking.milliseconds / step.milliseconds };
}

/** What tracking does in a step: the norms of all groups, of the gradients (as large as the weights) and the weights. */
async function trackSpeed(network: MultiModalNetwork): Promise<void> {
  const groups = [0, 1].flatMap((branch) =>
    [network.branchParameters(branch), network.fusionParameters(branch)].map((group) =>
      group.map(({ variable }) => variable),
    ),
  );
  const norms = [new GroupNorms(groups), new GroupNorms(groups)];
  const onDevice = norms.flatMap((one) => one.onDevice);
  const read = await readTogether(onDevice);
  norms.forEach((one, index) => one.values(read.slice(index)));
  tf.dispose(onDevice);
}

async function medianTime(
  work: () => Promise<void>,
  times: number,
  warmUp: number,
): Promise<Omit<StepTiming, 'tracking'>> {
  for (let time = 0; time < warmUp; time += 1) {
    await work();
  }
  const [durations, processor]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    durations.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1000);
  }
  return { milliseconds: median(durations) ?? 0, processor: median(processor) ?? 0 };
}
