import * as tf from '@tensorflow/tfjs-core';
import { MultiModalNetwork } from '../src/network/multi-modal-network.js';
import type { Parameter } from '../src/network/parameter.js';
import { Generator } from '../src/random/generator.js';
import { regular } from '../src/record/mode.js';
import { median } from '../src/series/median.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { sgd } from '../src/training/optimizers/sgd.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { initialNetwork, randomBatch, type Workload } from './workload.js';

const learningRate = 0.05;

/** A network without groups of parameters: in its training steps no norms are taken. */
class UntrackedNetwork extends MultiModalNetwork {
  override branchParameters(): readonly Parameter[] {
    return [];
  }

  override fusionParameters(): readonly Parameter[] {
    return [];
  }
}

/**
 * Share of a training step that tracking the conditional learning speed takes, 0–1, where it is in training: the median of
 * what a step with it takes more than the step without it right before, over the median of those without it.
 *
 * @param makeWorkload makes the same each time; layers of tf.layers belong to one network
 * @param warmUp steps of each that are not counted
 * @param now processor time unless given
 */
export async function measureTracking(
  makeWorkload: () => Workload,
  pairs: number,
  warmUp: number,
  now = processorTime,
): Promise<number> {
  const workload = makeWorkload();
  const networks = [
    new UntrackedNetwork(makeWorkload().specification, Generator.stream(0, 'weights')),
    initialNetwork(workload),
  ];
  const optimizers = networks.map((one) => createOptimizer(sgd({ learningRate }), one.parameters));
  const steps = networks.map((one, index) => new TrainingStep(one, optimizers[index]));
  const batch = randomBatch(workload);
  const [plain, more]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < warmUp + pairs; pair += 1) {
    const times: number[] = [];
    for (const step of steps) {
      const start = now();
      await step.take(batch, regular, learningRate);
      times.push(now() - start);
    }
    if (pair >= warmUp) {
      plain.push(times[0]);
      more.push(times[1] - times[0]);
    }
  }
  tf.dispose([...batch.inputs]);
  [...steps, ...optimizers, ...networks].forEach((one) => {
    one.dispose();
  });
  return (median(more) ?? 0) / (median(plain) ?? 0);
}

/** Of all threads together, milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
