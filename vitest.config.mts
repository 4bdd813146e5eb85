import { defineConfig } from 'vitest/config';
import { assemblyScriptInVite } from './assembly-script.mjs';

// Vitest leaves one core to itself, which on a machine of two is half of it.
const shared = {
  pool: 'forks',
  maxWorkers: '100%',
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // A second, as it is by default, passes easily where other stages run beside.
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Tests in a real VS Code. */
const workbench = {
  ...shared,
  testTimeout: 360_000,
  // A workbench, its extension hosts and a browser keep two cores busy.
  fileParallelism: false,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [assemblyScriptInVite],
        test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.ts'] },
      },
      {
        plugins: [assemblyScriptInVite],
        test: {
          ...shared,
          name: 'rungs',
          // What computes with tf, on the rung that the variable RUNG names.
          include: ['network', 'training', 'reference']
            .map((floor) => `test/unit/${floor}/**/*.test.ts`)
            .concat('test/rungs/**/*.test.ts'),
          testTimeout: 600_000,
          hookTimeout: 300_000,
          // A rung may take every core, and all of a GPU.
          fileParallelism: false,
        },
      },
      {
        plugins: [assemblyScriptInVite],
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
        },
      },
      {
        test: {
          ...workbench,
          name: 'workbench',
          include: ['test/workbench/**/*.test.ts'],
          globalSetup: ['test/workbench/prepare.ts'],
        },
      },
      {
        test: {
          ...workbench,
          name: 'oldest',
          include: ['test/workbench/**/*.test.ts'],
          globalSetup: ['test/workbench/prepare-oldest.ts'],
        },
      },
    ],
  },
});
