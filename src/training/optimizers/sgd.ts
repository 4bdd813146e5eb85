import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { hasUpdateKernels, updateBySgd } from '../../compute/parameter-update.js';
import type { Parameter } from '../../network/parameter.js';
import type { TensorMap } from '../../record/checkpoint.js';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import { scheduleConfiguration, type ScheduleConfiguration } from '../schedules/schedule.js';
import type { Optimizer, StepNumbers } from './optimizer.js';
import { Slots } from './slots.js';
import { updatesOf } from './updates-of.js';

/** Schema of {@link sgd}. */
export const sgdConfiguration = z.strictObject({
  kind: z.literal('sgd'),
  learningRate: z
    .number()
    .positive()
    .meta(wanted(() => l10n.t('Give the learning rate, a number above 0.'))),
  momentum: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .meta(wanted(() => l10n.t('Give the momentum, from 0 to below 1.'))),
  weightDecay: z
    .number()
    .nonnegative()
    .default(0)
    .meta(wanted(() => l10n.t('Give the L2 weight decay, from 0.'))),
  schedule: scheduleConfiguration
    .default({ kind: 'constant' })
    .meta(wanted(() => l10n.t('Give constant(), plateau({ … }) or cosine({ … }).'))),
});
export type SgdConfiguration = z.infer<typeof sgdConfiguration>;

/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step size of the first step, above 0. */
  readonly learningRate: number;
  /** Share of the former direction that is kept, 0 to below 1; default 0. */
  readonly momentum?: number;
  /** L2 weight decay, added to the gradient; default 0. */
  readonly weightDecay?: number;
  /** How the rate moves during the run; default `constant()`. */
  readonly schedule?: ScheduleConfiguration;
}

/**
 * Stochastic gradient descent, step for step as PyTorch's torch.optim.SGD: the weight decay is added to the gradient,
 * the momentum buffer starts as the first gradient.
 *
 * @throws Problem `model-file` where an option is wrong
 */
export function sgd(options: SgdOptions): SgdConfiguration {
  return resolveOptions(sgdConfiguration, { ...options, kind: 'sgd' }, 'training.optimizer');
}

/** The optimizer of {@link sgd}; its slot is `momentum`. */
export class SgdOptimizer implements Optimizer {
  /** The rule does not depend on how many steps were taken. */
  readonly steps = {};
  readonly #configuration: SgdConfiguration;
  readonly #parameters: readonly Parameter[];
  readonly #slots: Slots;

  constructor(configuration: SgdConfiguration, parameters: readonly Parameter[]) {
    this.#configuration = configuration;
    this.#parameters = parameters;
    this.#slots = new Slots(parameters, ['momentum']);
  }

  apply(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { momentum, weightDecay } = this.#configuration;
    if (hasUpdateKernels()) {
      const slots = momentum === 0 ? [] : ['momentum'];
      const updates = updatesOf(this.#parameters, gradients, this.#slots, slots);
      updateBySgd(updates, { rate: learningRate, momentum, weightDecay });
      return;
    }
    tf.tidy(() => {
      const rate = tf.scalar(learningRate);
      const decay = tf.scalar(weightDecay);
      const kept = tf.scalar(momentum);
      for (const parameter of this.#parameters) {
        const { name, variable } = parameter;
        const gradient = gradients.get(name);
        if (gradient !== undefined) {
          const decayed = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(variable, decay));
          const direction = momentum === 0 ? decayed : this.#remember(parameter, decayed, kept);
          variable.assign(tf.sub(variable, tf.mul(direction, rate)));
        }
      }
    });
  }

  foresee(_: readonly string[], learningRate: number): StepNumbers | null {
    return hasUpdateKernels() ? { key: '', numbers: { rate: learningRate } } : null;
  }

  get initialRate(): number {
    return this.#configuration.learningRate;
  }

  exportSlots(): Promise<TensorMap> {
    return this.#slots.export();
  }

  importSlots(slots: TensorMap): Promise<void> {
    this.#slots.import(slots);
    return Promise.resolve();
  }

  dispose(): void {
    this.#slots.dispose();
  }

  #remember(parameter: Parameter, gradient: tf.Tensor, kept: tf.Scalar): tf.Tensor {
    const direction = tf.add(tf.mul(this.#slots.get(parameter, 'momentum'), kept), gradient);
    return this.#slots.set(parameter.name, 'momentum', direction);
  }
}
