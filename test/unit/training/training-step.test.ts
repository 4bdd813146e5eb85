import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TrainingStep } from '../../../src/training/session/training-step.js';
import { takeTrainingSteps } from '../compute/training-steps.js';

describe('a training step where the data lies on a device', () => {
  beforeAll(() => {
    // A second cpu backend stands in for the device.
    tf.registerBackend('device', tf.findBackendFactory('cpu'));
    tf.copyRegisteredKernels('cpu', 'device');
  });

  afterAll(async () => {
    await tf.setBackend('cpu');
    tf.removeBackend('device');
  });

  it('waits for it once, and shows what it shows in memory', async () => {
    await tf.setBackend('cpu');
    const expected = await takeTrainingSteps();
    await tf.setBackend('device');
    const readsOfSteps = countReads(tf.engine().backend);
    const shown = await takeTrainingSteps();
    expect(readsOfSteps()).toEqual([1, 1, 1, 1]);
    for (const [name, values] of Object.entries(expected)) {
      values.forEach((value, index) => {
        const bound = 1e-5 * Math.abs(value) + 1e-6;
        expect(Math.abs(shown[name][index] - value), name).toBeLessThanOrEqual(bound);
      });
    }
  });
});

/** How often each training step from now on reads from the backend. */
function countReads(backend: tf.KernelBackend): () => readonly number[] {
  // What reads without waiting as well as what waits ends here.
  const { calls } = vi.spyOn(backend, 'readSync').mock;
  const counts: number[] = [];
  const take = Reflect.get<TrainingStep, 'take'>(TrainingStep.prototype, 'take');
  vi.spyOn(TrainingStep.prototype, 'take').mockImplementation(async function (
    this: TrainingStep,
    ...given
  ) {
    const before = calls.length;
    const shown = await take.apply(this, given);
    counts.push(calls.length - before);
    return shown;
  });
  return () => counts;
}
