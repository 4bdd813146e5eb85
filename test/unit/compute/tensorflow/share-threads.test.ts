import { expect, test } from 'vitest';
import { shareThreads } from '../../../../src/compute/tensorflow/share-threads.js';

test.each([
  { threads: 1, operations: '1', each: '1' },
  { threads: 2, operations: '2', each: '1' },
  { threads: 8, operations: '8', each: '4' },
])('$threads threads compute $operations operations on $each each', (one) => {
  const environment: NodeJS.ProcessEnv = {};
  shareThreads(one.threads, environment);
  expect(environment).toEqual({
    TF_NUM_INTEROP_THREADS: one.operations,
    TF_NUM_INTRAOP_THREADS: one.each,
  });
});

test('what the environment says stands over it', () => {
  const environment = { TF_NUM_INTEROP_THREADS: '3', TF_NUM_INTRAOP_THREADS: '5' };
  shareThreads(8, environment);
  expect(environment).toEqual({ TF_NUM_INTEROP_THREADS: '3', TF_NUM_INTRAOP_THREADS: '5' });
});
