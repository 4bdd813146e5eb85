import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { Schedule } from './schedule.js';

/** Schema of {@link cosine}. */
export const cosineConfiguration = z.strictObject({
  kind: z.literal('cosine'),
  minimum: z
    .number()
    .nonnegative()
    .default(0)
    .meta(wanted(() => l10n.t('Give the learning rate at the end of the run, from 0.'))),
});
export type CosineConfiguration = z.infer<typeof cosineConfiguration>;

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** The rate at the end of the run; default 0. */
  readonly minimum?: number;
}

/**
 * A learning rate that falls along half a cosine from the optimizer's rate to `minimum`, step by step over the planned
 * steps of the run (PyTorch's CosineAnnealingLR with T_max = planned steps, stepped after every optimizer step).
 *
 * @throws Problem `model-file` where an option is wrong
 */
export function cosine(options: CosineOptions = {}): CosineConfiguration {
  return resolveOptions(
    cosineConfiguration,
    { ...options, kind: 'cosine' },
    'training.optimizer.schedule',
  );
}

/** The schedule of {@link cosine}; a function of the step alone. */
export class CosineSchedule implements Schedule {
  readonly state = null;
  readonly #minimum: number;
  readonly #learningRate: number;
  readonly #plannedSteps: number;

  constructor(configuration: CosineConfiguration, learningRate: number, plannedSteps: number) {
    this.#minimum = configuration.minimum;
    this.#learningRate = learningRate;
    this.#plannedSteps = Math.max(plannedSteps, 1);
  }

  rate(stepsTaken: number): number {
    const share = (1 + Math.cos((Math.PI * stepsTaken) / this.#plannedSteps)) / 2;
    return this.#minimum + (this.#learningRate - this.#minimum) * share;
  }

  observe(): void {
    // The rate depends on the step alone.
  }

  restore(state: unknown): void {
    z.null().parse(state);
  }
}
