import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import {
  alikeByAdam,
  correctionNames,
  hasUpdateKernels,
  updateByAdam,
  type AdamRule,
} from '../../compute/parameter-update.js';
import type { Parameter } from '../../network/parameter.js';
import type { TensorMap } from '../../record/checkpoint.js';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import { scheduleConfiguration, type ScheduleConfiguration } from '../schedules/schedule.js';
import type { Optimizer, StepNumbers } from './optimizer.js';
import { Slots } from './slots.js';
import { updatesOf } from './updates-of.js';

/** Schema of {@link adam}. */
export const adamConfiguration = z.strictObject({
  kind: z.literal('adam'),
  learningRate: z
    .number()
    .positive()
    .default(0.001)
    .meta(wanted(() => l10n.t('Give the learning rate, above 0.'))),
  beta1: z
    .number()
    .min(0)
    .lt(1)
    .default(0.9)
    .meta(wanted(() => l10n.t('Give a number from 0 to below 1.'))),
  beta2: z
    .number()
    .min(0)
    .lt(1)
    .default(0.999)
    .meta(wanted(() => l10n.t('Give a number from 0 to below 1.'))),
  epsilon: z
    .number()
    .positive()
    .default(1e-8)
    .meta(wanted(() => l10n.t('Give a small number above 0.'))),
  weightDecay: z
    .number()
    .nonnegative()
    .default(0)
    .meta(wanted(() => l10n.t('Give the L2 weight decay, from 0.'))),
  schedule: scheduleConfiguration
    .default({ kind: 'constant' })
    .meta(wanted(() => l10n.t('Give constant(), plateau({ … }) or cosine({ … }).'))),
});
export type AdamConfiguration = z.infer<typeof adamConfiguration>;

/** Options of {@link adam}. */
export interface AdamOptions {
  /** Step size of the first step, above 0; default 0.001. */
  readonly learningRate?: number;
  /** Decay of the mean of the gradients; default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of the squared gradients; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the corrected mean of the squared gradients; default 1e-8. */
  readonly epsilon?: number;
  /** L2 weight decay, added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** How the rate moves during the run; default `constant()`. */
  readonly schedule?: ScheduleConfiguration;
}

/**
 * Adam, step for step as PyTorch's torch.optim.Adam: L2 weight decay, a step count for each parameter, epsilon outside
 * the root.
 *
 * @throws Problem `model-file` where an option is wrong
 */
export function adam(options: AdamOptions = {}): AdamConfiguration {
  return resolveOptions(adamConfiguration, { ...options, kind: 'adam' }, 'training.optimizer');
}

const slotNames = ['mean', 'squaredMean'] as const;

/** The optimizer of {@link adam}; its slots are `mean` and `squaredMean`. */
export class AdamOptimizer implements Optimizer {
  readonly #configuration: AdamConfiguration;
  readonly #parameters: readonly Parameter[];
  readonly #slots: Slots;
  #steps = new Map<string, number>();

  constructor(configuration: AdamConfiguration, parameters: readonly Parameter[]) {
    this.#configuration = configuration;
    this.#parameters = parameters;
    this.#slots = new Slots(parameters, slotNames);
  }

  get steps(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#steps);
  }

  apply(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.#configuration;
    const updated = this.#parameters.filter(({ name }) => gradients.has(name));
    const names = updated.map(({ name }) => name);
    const { rootCorrections, sizes } = this.#corrections(names, learningRate);
    this.count(names);
    const updates = updatesOf(updated, gradients, this.#slots, slotNames);
    if (hasUpdateKernels()) {
      updateByAdam(updates, { beta1, beta2, epsilon, weightDecay, rootCorrections, sizes });
      return;
    }
    tf.tidy(() => {
      for (const [index, { parameter: variable, gradient }] of updates.entries()) {
        const decayed =
          weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(variable, weightDecay));
        const mean = this.#average(updated[index], 'mean', decayed, beta1);
        const squaredMean = this.#average(updated[index], 'squaredMean', tf.square(decayed), beta2);
        const direction = tf.div(
          mean,
          tf.add(tf.div(tf.sqrt(squaredMean), rootCorrections[index]), epsilon),
        );
        variable.assign(tf.sub(variable, tf.mul(direction, sizes[index])));
      }
    });
  }

  foresee(names: readonly string[], learningRate: number): StepNumbers | null {
    if (!hasUpdateKernels()) {
      return null;
    }
    const corrections = this.#corrections(names, learningRate);
    const alike = alikeByAdam(corrections);
    const numbers: Record<string, number> = {};
    for (const row of new Set(alike)) {
      const { root, size } = correctionNames(row);
      numbers[root] = corrections.rootCorrections[row];
      numbers[size] = corrections.sizes[row];
    }
    return { key: alike.join(' '), numbers };
  }

  count(names: readonly string[]): void {
    for (const name of names) {
      this.#steps.set(name, (this.#steps.get(name) ?? 0) + 1);
    }
  }

  get initialRate(): number {
    return this.#configuration.learningRate;
  }

  exportSlots(): Promise<TensorMap> {
    return this.#slots.export();
  }

  importSlots(slots: TensorMap, steps: Readonly<Record<string, number>>): Promise<void> {
    this.#slots.import(slots);
    this.#steps = new Map(Object.entries(steps));
    return Promise.resolve();
  }

  dispose(): void {
    this.#slots.dispose();
  }

  /** Those of the next step, by what each parameter has seen. */
  #corrections(
    names: readonly string[],
    learningRate: number,
  ): Pick<AdamRule, 'rootCorrections' | 'sizes'> {
    const { beta1, beta2 } = this.#configuration;
    const steps = names.map((name) => (this.#steps.get(name) ?? 0) + 1);
    return {
      rootCorrections: steps.map((step) => Math.sqrt(1 - beta2 ** step)),
      sizes: steps.map((step) => learningRate / (1 - beta1 ** step)),
    };
  }

  #average(
    parameter: Parameter,
    slot: (typeof slotNames)[number],
    value: tf.Tensor,
    beta: number,
  ): tf.Tensor {
    const former = tf.mul(this.#slots.get(parameter, slot), beta);
    return this.#slots.set(parameter.name, slot, tf.add(former, tf.mul(value, 1 - beta)));
  }
}
