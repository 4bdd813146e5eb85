import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { runInHost } from './vscode/run-in-host.js';

const mochaReport = z.object({
  stats: z.object({ tests: z.int().positive() }),
  pending: z.array(z.object({ fullTitle: z.string() })),
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

const skipped = new Set(report.pending.map(({ fullTitle }) => fullTitle));

describe('in the extension host', () => {
  it.skip.for([...skipped])('%s', () => undefined);

  it.for(report.tests.filter(({ fullTitle }) => !skipped.has(fullTitle)))(
    '$fullTitle',
    ({ err }) => {
      expect(err.stack ?? err.message).toBeUndefined();
    },
  );
});
