import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { restoreRemovedUtilities } from '../../../src/compute/load-tensorflow.js';
import { probeBackend } from '../../../src/compute/probe-backend.js';
import { shareTensorFlow } from '../../../src/compute/share-tensorflow.js';
import { startBackend } from '../../../src/compute/start-backend.js';

describe('starting a backend', () => {
  test.each([
    ['wasm', /^CPU \(WebAssembly (relaxed )?SIMD, (1 thread|[234] threads)\)$/],
    ['cpu', /^CPU \(plain JavaScript\)$/],
  ] as const)('%s learns, and is then what tf computes on', async (name, description) => {
    expect(await probeBackend(name)).toEqual({
      device: { backend: name, description: expect.stringMatching(description) as string },
      imitated: false,
    });
    expect(tf.getBackend()).toBe(name);
    expect(tf.memory().numTensors).toBe(0);
  });

  test('one whose package is missing rejects with the reason', async () => {
    await expect(startBackend('tensorflow-gpu', [])).rejects.toThrow(
      /@tensorflow\/tfjs-node-gpu is/,
    );
  });
});

test('what Node 23 removed from util is put back, what is there stays', () => {
  const present = (): boolean => true;
  const utilities: Record<string, unknown> = { isArray: present };
  restoreRemovedUtilities(utilities);
  const { isNullOrUndefined, isArray } = utilities as Record<string, (value: unknown) => boolean>;
  expect([null, undefined, 0, ''].map((value) => isNullOrUndefined(value))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isArray).toBe(present);
});

test('every package gets this copy of tf', async () => {
  await shareTensorFlow();
  const require = createRequire(import.meta.url);
  const core = require('@tensorflow/tfjs-core') as typeof tf;
  const union = require('@tensorflow/tfjs') as typeof tf;
  expect([core.engine(), union.engine()]).toEqual([tf.engine(), tf.engine()]);
});
