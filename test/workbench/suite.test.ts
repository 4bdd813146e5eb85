import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { runInHost } from './vscode/run-in-host.js';

const mochaReport = z.object({
  stats: z.object({ tests: z.int().positive() }),
  tests: z.array(
    z.object({
      fullTitle: z.string(),
      err: z.object({ message: z.string(), stack: z.string() }).partial(),
    }),
  ),
});

// Run while tests are collected, so that each of the suite's tests is one here.
const report = mochaReport.parse(
  await runInHost(inject('workbench'), path.join(import.meta.dirname, 'suite/index.ts'), {
    files: path.resolve(import.meta.dirname, '../../examples'),
  }),
);

describe('in the extension host', () => {
  it.for(report.tests)('$fullTitle', ({ err }) => {
    expect(err.stack ?? err.message).toBeUndefined();
  });
});
