import { z } from 'zod';
import { runEvent, runState } from './event.js';
import { finding } from './finding.js';

/** The most steps and events that a growth holds; a run that has gained more is shown anew. */
export const mostGrown = { steps: 2000, events: 200 };

const column = z.array(z.number().nullable());

/**
 * What a shown run has gained since its snapshot or its last growth: a page adds it to the snapshot that it has. Null in
 * a column is a value that is undefined or not finite. All columns have one value a step.
 */
export const runGrowth = z
  .object({
    /** Name of the run directory, as in the snapshot. */
    directory: z.string(),
    /** Number of this growth among those of the run, from 0. */
    revision: z.int().nonnegative(),
    steps: z.object({
      /** Numbers of the new training steps, ascending. */
      step: z.array(z.number()).max(mostGrown.steps),
      loss: column,
      accuracy: column,
      /** One column a modality. */
      branchLosses: z.array(column),
      speeds: z.array(column),
      speedDifference: column,
      windowedSpeedDifference: column,
      /** Code of each step's mode: 0 regular, k + 1 boosts modality k. */
      modes: z.array(z.int().nonnegative()),
    }),
    events: z.array(runEvent).max(mostGrown.events),
    state: runState,
    reason: z.string().nullable(),
    /** All findings, made anew from all steps and events; null where they are as they were. */
    findings: z.array(finding).nullable(),
    /** All that could not be read, one sentence each; null where it is as it was. */
    damages: z.array(z.string()).nullable(),
  })
  .refine(
    ({ steps }) =>
      [
        steps.loss,
        steps.accuracy,
        ...steps.branchLosses,
        ...steps.speeds,
        steps.speedDifference,
        steps.windowedSpeedDifference,
        steps.modes,
      ].every(({ length }) => length === steps.step.length),
    'the columns of the steps differ in length',
  );
export type RunGrowth = z.infer<typeof runGrowth>;
