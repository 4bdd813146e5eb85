import * as tf from '@tensorflow/tfjs-core';
import { MultiModalNetwork } from '../src/network/multi-modal-network.js';
import type { Parameter } from '../src/network/parameter.js';
import { Generator } from '../src/random/generator.js';
import { regular } from '../src/record/mode.js';
import { median } from '../src/series/median.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { sgd } from '../src/training/optimizers/sgd.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { processorTime } from './processor-time.js';
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

/** A median of pairs, and its distribution-free 95 % interval; shares of a step, 0–1. */
export interface TrackingShare {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Share of a training step that tracking the conditional learning speed takes, where it is in training: the median of what a
 * step with it takes more than one without it right beside, over the median of those without it. Which of a pair is first
 * changes from pair to pair.
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
): Promise<TrackingShare> {
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
    const times = [0, 0];
    for (const turn of [pair % 2, 1 - (pair % 2)]) {
      const start = now();
      await steps[turn].take(batch, regular, learningRate);
      times[turn] = now() - start;
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
  return shareOf(more, median(plain) ?? 0);
}

/** In percent of a step. */
export function trackingInWords({ share, low, high }: TrackingShare): string {
  const [middle, from, to] = [share, low, high].map((one) => (100 * one).toFixed(1));
  return `${middle} [${from}, ${to}]`;
}

/** The interval is between the order statistics that the normal limit of the sign test gives. */
function shareOf(more: readonly number[], step: number): TrackingShare {
  const sorted = [...more].sort((one, other) => one - other);
  const count = sorted.length;
  const place = Math.max(0, Math.floor(count / 2 - 0.98 * Math.sqrt(count)));
  return {
    share: (median(sorted) ?? 0) / step,
    low: sorted[place] / step,
    high: sorted[count - 1 - place] / step,
  };
}
