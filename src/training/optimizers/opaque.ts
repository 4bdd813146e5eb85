import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import type { Parameter } from '../../network/parameter.js';
import type { HostTensor, TensorMap } from '../../record/checkpoint.js';
import type { Optimizer } from './optimizer.js';
import { wanted } from '../../record/described-option.js';

/** A person's own `tf.Optimizer`, made anew for each run: `() => tf.train.rmsprop(0.001)`. */
export type OptimizerFactory = () => tf.Optimizer;

/**
 * Schema of an optimizer that is a person's own `tf.Optimizer`: its options are unknown, its rate constant. In
 * `run.json` only its kind remains.
 */
export const opaqueConfiguration = z.strictObject({
  kind: z.literal('opaque'),
  create: z
    .custom<OptimizerFactory>((value) => typeof value === 'function')
    .meta(wanted(() => l10n.t('Give a function that returns a tf.Optimizer.'))),
});
export type OpaqueConfiguration = z.infer<typeof opaqueConfiguration>;

/** A person's own `tf.Optimizer` behind the interface of ours. Its slots are named `opaque.<position>`. */
export class OpaqueOptimizer implements Optimizer {
  /** Unknown: tf's optimizers count for themselves. */
  readonly steps = {};
  readonly #parameters: readonly Parameter[];
  readonly #optimizer: tf.Optimizer;

  constructor(configuration: OpaqueConfiguration, parameters: readonly Parameter[]) {
    this.#parameters = parameters;
    this.#optimizer = configuration.create();
  }

  /** The rate that the optimizer was made with; NaN where it does not say. */
  get initialRate(): number {
    const { learningRate } = this.#optimizer as unknown as { learningRate?: unknown };
    return typeof learningRate === 'number' ? learningRate : Number.NaN;
  }

  apply(gradients: ReadonlyMap<string, tf.Tensor>): void {
    // tf's optimizers find their slots by position: every parameter is named in every step, without a tensor where it
    // has no gradient, and then they leave it alone.
    const named = this.#parameters.map(({ name, variable }) => [
      variable.name,
      gradients.get(name) ?? null,
    ]);
    this.#optimizer.applyGradients(Object.fromEntries(named) as tf.NamedTensorMap);
  }

  async exportSlots(): Promise<TensorMap | null> {
    const weights = await this.#weights();
    if (weights === null) {
      return null;
    }
    const slots = new Map<string, HostTensor>();
    for (const [index, { name, tensor }] of weights.entries()) {
      const data = Float32Array.from(await tensor.data());
      slots.set(`opaque.${index}`, { shape: tensor.shape, data });
      if (name === 'iter') {
        // The step count is a tensor made for this call; the others are the live slots.
        tensor.dispose();
      }
    }
    return slots;
  }

  async importSlots(slots: TensorMap): Promise<void> {
    const weights = [...slots].map(([name, { shape, data }]) => ({
      name,
      tensor: tf.tensor(data.slice(), [...shape], 'float32'),
    }));
    weights.sort((one, other) => position(one.name) - position(other.name));
    if (weights.length > 0) {
      await this.#optimizer.setWeights(weights);
      tf.dispose(weights.map(({ tensor }) => tensor));
    }
  }

  dispose(): void {
    this.#optimizer.dispose();
  }

  /** Null where the optimizer says that it has no way to give them (tf's Adamax, a person's own class). */
  async #weights(): Promise<Awaited<ReturnType<tf.Optimizer['getWeights']>> | null> {
    try {
      return await this.#optimizer.getWeights();
    } catch (thrown) {
      if (thrown instanceof Error && thrown.message.includes('not implemented')) {
        return null;
      }
      throw thrown;
    }
  }
}

function position(name: string): number {
  return Number(name.slice(name.lastIndexOf('.') + 1));
}
