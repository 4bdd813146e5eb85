import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GroupNorms } from '../../../src/compute/group-norms.js';
import { readTogether } from '../../../src/compute/read-together.js';
import { startBackend } from '../../../src/compute/start-backend.js';

async function squaredNorms(groups: tf.Tensor[][]): Promise<readonly number[]> {
  const norms = new GroupNorms(groups);
  const values = norms.values(await readTogether(norms.onDevice));
  tf.dispose([...norms.onDevice]);
  return values;
}

async function normsOf(groups: number[][]): Promise<readonly number[]> {
  const tensors = groups.map((group) => [tf.tensor1d(group)]);
  try {
    return await squaredNorms(tensors);
  } finally {
    tf.dispose(tensors);
  }
}

// Squares below the range of float32 vanish on a device, and matter to nobody.
const value = fc
  .float({ min: -1000, max: 1000, noNaN: true })
  .map((x) => (Math.abs(x) < 1e-6 ? 0 : x));

beforeAll(async () => {
  await startBackend('wasm');
  // A second cpu backend stands in for one whose data lies on a device.
  tf.registerBackend('device', tf.findBackendFactory('cpu'));
  tf.copyRegisteredKernels('cpu', 'device');
});

describe.each(['cpu', 'device', 'wasm'])('squared norms on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend);
  });

  test('are the sums of squares', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value), { maxLength: 4 }), async (groups) => {
        const norms = await normsOf(groups);
        groups.forEach((group, index) => {
          const expected = group.reduce((sum, x) => sum + x * x, 0);
          expect(Math.abs(norms[index] - expected)).toBeLessThanOrEqual(1e-5 * expected);
        });
      }),
    );
  });

  test('count a shared tensor for every group, and leave nothing behind', async () => {
    const [shared, first, second] = [tf.tensor1d([3, 4]), tf.scalar(1), tf.tensor2d([[2], [2]])];
    const before = tf.memory().numTensors;
    expect(await squaredNorms([[first, shared], [shared, second], []])).toEqual([26, 33, 0]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([shared, first, second]);
  });

  test('are not finite where a value is not', async () => {
    expect(
      await normsOf([
        [1, NaN],
        [Infinity, 1],
      ]),
    ).toEqual([NaN, Infinity]);
  });
});

test.each(['cpu', 'wasm'])('keep their digits over a million small values: %s', async (backend) => {
  await tf.setBackend(backend);
  const x = tf.fill([1_000_003], 0.1);
  const [norm] = await squaredNorms([[x]]);
  expect(norm / (1_000_003 * Math.fround(0.1) ** 2)).toBeCloseTo(1, 9);
  x.dispose();
});
