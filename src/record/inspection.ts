import { z } from 'zod';
import { referenceComparison } from './reference-comparison.js';
import { utilization } from './utilization.js';

/** Which of a run's checkpoints: the best by validation accuracy, the last, or the one at a step. */
export const checkpointChoice = z.union([z.enum(['best', 'last']), z.int().nonnegative()]);
export type CheckpointChoice = z.infer<typeof checkpointChoice>;

/** What came of an inspection: the step whose weights were inspected, and their utilization. */
export const inspectionResult = z.object({
  step: z.int().nonnegative(),
  modalities: z.array(z.string()),
  classes: z.array(z.string()),
  utilization,
  /** One a reference asked for, in their order. */
  references: z.array(referenceComparison),
});
export type InspectionResult = z.infer<typeof inspectionResult>;
