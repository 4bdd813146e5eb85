import os from 'node:os';
import { expect, test } from 'vitest';
import { threadCount, threadsVariable } from '../../../src/compute/thread-count.js';

test('as many threads as are asked for, of itself one a core and four at most', () => {
  expect(threadCount({ [threadsVariable]: '7' })).toBe(7);
  expect(threadCount({ [threadsVariable]: '' })).toBe(threadCount({}));
  expect(threadCount({})).toBe(Math.min(4, os.availableParallelism()));
});

test.each(['0', '-1', '1.5', 'two'])('%s is no number of threads', (chosen) => {
  expect(() => threadCount({ [threadsVariable]: chosen })).toThrow(
    `The variable MODALITY_LENS_THREADS is "${chosen}", which is no number of threads.`,
  );
});
