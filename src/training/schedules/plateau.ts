import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import type { Evaluation } from '../../record/event.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { Schedule } from './schedule.js';

/** Schema of {@link plateau}. */
export const plateauConfiguration = z.strictObject({
  kind: z.literal('plateau'),
  metric: z
    .enum(['loss', 'accuracy'])
    .default('loss')
    .meta(wanted(() => l10n.t("Give 'loss' or 'accuracy', of the validation split."))),
  factor: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.1)
    .meta(wanted(() => l10n.t('Give the number that the rate is multiplied by, between 0 and 1.'))),
  patience: z
    .int()
    .nonnegative()
    .default(10)
    .meta(
      wanted(() =>
        l10n.t('Give how many epochs without improvement are borne, a whole number from 0.'),
      ),
    ),
  threshold: z
    .number()
    .nonnegative()
    .default(1e-4)
    .meta(wanted(() => l10n.t('Give the relative improvement that counts as one, from 0.'))),
  minimum: z
    .number()
    .nonnegative()
    .default(0)
    .meta(wanted(() => l10n.t('Give the lowest learning rate, from 0.'))),
});
export type PlateauConfiguration = z.infer<typeof plateauConfiguration>;

/** Options of {@link plateau}. */
export interface PlateauOptions {
  /** What is watched, on the validation split; default `'loss'`. */
  readonly metric?: 'loss' | 'accuracy';
  /** What the rate is multiplied by; default 0.1. */
  readonly factor?: number;
  /** How many epochs without improvement are borne before the rate falls; default 10. */
  readonly patience?: number;
  /** The relative improvement over the best so far that counts as one; default 1e-4. */
  readonly threshold?: number;
  /** The lowest rate; default 0. */
  readonly minimum?: number;
}

/**
 * A learning rate that falls when validation stops improving, exactly as PyTorch's ReduceLROnPlateau (relative
 * threshold, no cooldown): observed once an epoch; after more than `patience` epochs without improvement the rate is
 * multiplied by `factor`, and the count starts again.
 *
 * @throws Problem `model-file` where an option is wrong
 */
export function plateau(options: PlateauOptions = {}): PlateauConfiguration {
  return resolveOptions(
    plateauConfiguration,
    { ...options, kind: 'plateau' },
    'training.optimizer.schedule',
  );
}

const plateauState = z.object({
  rate: z.number(),
  best: z.number().nullable(),
  epochsWithoutImprovement: z.int().nonnegative(),
});

/** PyTorch leaves the rate alone where it would move by less than this. */
const smallestChange = 1e-8;

/** The schedule of {@link plateau}. */
export class PlateauSchedule implements Schedule {
  readonly #configuration: PlateauConfiguration;
  #state: z.infer<typeof plateauState>;

  constructor(configuration: PlateauConfiguration, learningRate: number) {
    this.#configuration = configuration;
    this.#state = { rate: learningRate, best: null, epochsWithoutImprovement: 0 };
  }

  get state(): unknown {
    return this.#state;
  }

  restore(state: unknown): void {
    this.#state = plateauState.parse(state);
  }

  rate(): number {
    return this.#state.rate;
  }

  observe(evaluation: Evaluation): void {
    const { metric, patience } = this.#configuration;
    const { rate, best, epochsWithoutImprovement } = this.#state;
    const value = evaluation[metric];
    if (this.#improves(value, best)) {
      this.#state = { rate, best: value, epochsWithoutImprovement: 0 };
    } else if (epochsWithoutImprovement + 1 > patience) {
      this.#state = { rate: this.#reduced(rate), best, epochsWithoutImprovement: 0 };
    } else {
      this.#state = { rate, best, epochsWithoutImprovement: epochsWithoutImprovement + 1 };
    }
  }

  #improves(value: number, best: number | null): boolean {
    if (best === null) {
      return !Number.isNaN(value);
    }
    const { metric, threshold } = this.#configuration;
    return metric === 'loss' ? value < best * (1 - threshold) : value > best * (1 + threshold);
  }

  #reduced(rate: number): number {
    const { factor, minimum } = this.#configuration;
    const reduced = Math.max(rate * factor, minimum);
    return rate - reduced > smallestChange ? reduced : rate;
  }
}
