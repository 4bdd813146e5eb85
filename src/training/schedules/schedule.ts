import { z } from 'zod';
import type { Evaluation } from '../../record/event.js';
import { ConstantSchedule, constantConfiguration } from './constant.js';
import { CosineSchedule, cosineConfiguration } from './cosine.js';
import { PlateauSchedule, plateauConfiguration } from './plateau.js';

/** How the learning rate moves during a run. */
export interface Schedule {
  /** The learning rate of the next step, after `stepsTaken` steps of the run. */
  rate(stepsTaken: number): number;
  /** Takes note of the validation at the end of an epoch. */
  observe(evaluation: Evaluation): void;
  /** All that it remembers, as JSON, for checkpoints. */
  readonly state: unknown;
  /** Continues from `state` read back from a checkpoint. Throws a ZodError where it is not this schedule's. */
  restore(state: unknown): void;
}

/** Schema of a resolved learning-rate schedule. */
export const scheduleConfiguration = z.discriminatedUnion('kind', [
  constantConfiguration,
  plateauConfiguration,
  cosineConfiguration,
]);
export type ScheduleConfiguration = z.infer<typeof scheduleConfiguration>;

/**
 * The schedule that `configuration` describes.
 *
 * @param learningRate the rate of the first step
 * @param plannedSteps how many steps the run is going to take
 */
export function createSchedule(
  configuration: ScheduleConfiguration,
  learningRate: number,
  plannedSteps: number,
): Schedule {
  switch (configuration.kind) {
    case 'constant':
      return new ConstantSchedule(learningRate);
    case 'plateau':
      return new PlateauSchedule(configuration, learningRate);
    case 'cosine':
      return new CosineSchedule(configuration, learningRate, plannedSteps);
  }
}
