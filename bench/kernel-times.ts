import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs-core';
import { regular } from '../src/record/mode.js';
import { createOptimizer } from '../src/training/optimizers/optimizer.js';
import { sgd } from '../src/training/optimizers/sgd.js';
import { TrainingStep } from '../src/training/session/training-step.js';
import { example, initialNetwork, randomBatch } from './workload.js';

/** What one kind of kernel took, a training step. */
export interface KernelTime {
  readonly kernel: string;
  /** Milliseconds, without the kernels that it calls itself. */
  readonly milliseconds: number;
  readonly calls: number;
}

/** Where the time of training steps of the example goes, by kernel, the slowest first. The kernels stay wrapped. */
export async function measureKernels(batchSize: number, steps: number): Promise<KernelTime[]> {
  const workload = example(batchSize);
  const network = initialNetwork(workload);
  const optimizer = createOptimizer(sgd({ learningRate: 0.05 }), network.parameters);
  const step = new TrainingStep(network, optimizer);
  const batch = randomBatch(workload);
  for (let warmUp = 0; warmUp < 3; warmUp += 1) {
    await step.take(batch, regular, 0.05);
  }
  const times = watchKernels(tf.getBackend());
  for (let taken = 0; taken < steps; taken += 1) {
    await step.take(batch, regular, 0.05);
  }
  tf.dispose([...batch.inputs]);
  optimizer.dispose();
  network.dispose();
  return [...times]
    .map(([kernel, { own, calls }]) => ({
      kernel,
      milliseconds: own / steps,
      calls: calls / steps,
    }))
    .sort((one, other) => other.milliseconds - one.milliseconds);
}

/** Wraps every kernel of a backend, so that the map returned tells what each takes from now on. */
function watchKernels(backendName: string): Map<string, { own: number; calls: number }> {
  const times = new Map<string, { own: number; calls: number }>();
  /** Milliseconds that the kernels called by those under way took. */
  const called: number[] = [];
  for (const config of tf.getKernelsForBackend(backendName)) {
    const time = { own: 0, calls: 0 };
    times.set(config.kernelName, time);
    tf.unregisterKernel(config.kernelName, backendName);
    tf.registerKernel({
      ...config,
      kernelFunc: (parameters) => {
        called.push(0);
        const start = performance.now();
        try {
          return config.kernelFunc(parameters);
        } finally {
          const duration = performance.now() - start;
          time.own += duration - (called.pop() ?? 0);
          time.calls += 1;
          if (called.length > 0) {
            called[called.length - 1] += duration;
          }
        }
      },
    });
  }
  return times;
}
