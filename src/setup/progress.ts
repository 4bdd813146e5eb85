import { z } from 'zod';

/** What a set-up is doing, as plain data that survives a process boundary. */
export const setUpProgress = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('downloading'),
    /** What is downloaded, as people write it: `webgpu 0.6.2`. */
    what: z.string(),
    /** Bytes so far, and in all; null where the server does not say. */
    received: z.number(),
    total: z.number().nullable(),
  }),
  z.object({ stage: z.literal('unpacking'), what: z.string() }),
  z.object({
    stage: z.literal('running'),
    /** The program that does the work: npm, pip or the compiler. */
    program: z.string(),
    /** What it printed last. */
    line: z.string(),
  }),
  z.object({ stage: z.literal('trying') }),
]);
export type SetUpProgress = z.infer<typeof setUpProgress>;
