import { z } from 'zod';
import { runEvent, runState } from './event.js';
import { finding } from './finding.js';
import { counts, numbers, numbersOrNull } from './number-list.js';

/** The most steps and events that a growth holds; a run that has gained more is shown anew. */
export const mostGrown = { steps: 2000, events: 200 };

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
      step: numbers.refine(({ length }) => length <= mostGrown.steps, 'too many steps'),
      loss: numbersOrNull,
      accuracy: numbersOrNull,
      /** One column a modality. */
      branchLosses: z.array(numbersOrNull),
      speeds: z.array(numbersOrNull),
      speedDifference: numbersOrNull,
      windowedSpeedDifference: numbersOrNull,
      /** Code of each step's mode: 0 regular, k + 1 boosts modality k. */
      modes: counts,
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
