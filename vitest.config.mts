import { defineConfig } from 'vitest/config';
import { assemblyScriptInVite } from './assembly-script.mjs';

const shared = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const;

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
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 180_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'workbench',
          include: ['test/workbench/**/*.test.ts'],
          globalSetup: ['test/workbench/prepare.ts'],
          testTimeout: 360_000,
          hookTimeout: 120_000,
          // Where the machine is busy with something else, a window may answer later than a test waits.
          retry: 1,
          // A workbench, its extension hosts and a browser keep two cores busy.
          fileParallelism: false,
        },
      },
    ],
  },
});
