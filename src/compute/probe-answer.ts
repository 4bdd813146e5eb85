import { z } from 'zod';
import { device } from '../record/run.js';

/** What the child in which a backend is tried answers. */
export const probeAnswer = z.union([
  z.object({ device, imitated: z.boolean() }),
  z.object({ reason: z.string() }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswer>;
