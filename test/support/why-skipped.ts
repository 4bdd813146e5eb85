import type { TestOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test is skipped where it is; `npm test` ends with it. */
    whySkipped?: string;
  }
}

/** Options of a test or a suite that is skipped where something is missing: what. */
export function whySkipped(reason: string): TestOptions {
  return { meta: { whySkipped: reason } };
}
