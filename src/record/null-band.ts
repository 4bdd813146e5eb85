import { z } from 'zod';
import { device } from './run.js';

/** One training of the null band: the run's own, begun anew from other weights, with its training labels shuffled. */
export const nullTraining = z.object({
  seed: z.int(),
  /** d_speed after each of the band's steps; null where undefined. */
  speedDifferences: z.array(z.number().nullable()),
});
export type NullTraining = z.infer<typeof nullTraining>;

/** `null-band.json`: what d_speed does where there is nothing to learn. The band itself follows from the trainings. */
export const nullTrainings = z
  .object({
    schemaVersion: z.literal(1),
    /** The steps whose d_speed was kept, ascending. */
    steps: z.array(z.int().positive()).min(1),
    trainings: z.array(nullTraining).min(1),
    device,
  })
  .refine(
    ({ steps, trainings }) =>
      trainings.every(({ speedDifferences }) => speedDifferences.length === steps.length),
    'a training has more or fewer values than there are steps',
  )
  .refine(
    ({ steps }) => steps.every((step, index) => index === 0 || step > steps[index - 1]),
    'the steps do not ascend',
  );
export type NullTrainings = z.infer<typeof nullTrainings>;

/** Where d_speed lies, step by step, when there is nothing to learn; null where it is not known. */
export const nullBand = z
  .object({
    x: z.array(z.number()),
    low: z.array(z.number().nullable()),
    high: z.array(z.number().nullable()),
    /** How many trainings it rests on. */
    trainings: z.int().min(2),
  })
  .refine(
    ({ x, low, high }) => x.length === low.length && x.length === high.length,
    'x, low and high differ in length',
  );
export type NullBand = z.infer<typeof nullBand>;
