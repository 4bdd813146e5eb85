import { z } from 'zod';
import type { Schedule } from './schedule.js';

/** Schema of {@link constant}. */
export const constantConfiguration = z.strictObject({ kind: z.literal('constant') });
export type ConstantConfiguration = z.infer<typeof constantConfiguration>;

/** A learning rate that does not move: the default. */
export function constant(): ConstantConfiguration {
  return { kind: 'constant' };
}

/** The schedule of {@link constant}. */
export class ConstantSchedule implements Schedule {
  readonly state = null;
  readonly #learningRate: number;

  constructor(learningRate: number) {
    this.#learningRate = learningRate;
  }

  rate(): number {
    return this.#learningRate;
  }

  observe(): void {
    // A constant rate takes no note of anything.
  }

  restore(state: unknown): void {
    z.null().parse(state);
  }
}
