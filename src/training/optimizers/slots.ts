import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import type { Parameter } from '../../network/parameter.js';
import type { HostTensor, TensorMap } from '../../record/checkpoint.js';
import { Problem } from '../../record/problem.js';

/** The tensors that an optimizer keeps from step to step, by parameter and slot. */
export class Slots {
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #names: readonly string[];
  readonly #tensors = new Map<string, tf.Tensor>();

  /** @param names the slots that each parameter may have */
  constructor(parameters: readonly Parameter[], names: readonly string[]) {
    this.#parameters = new Map(parameters.map((parameter) => [parameter.name, parameter]));
    this.#names = names;
  }

  /** The slot's tensor, of its parameter's shape; zeros before it is first set. */
  get({ name, variable }: Parameter, slot: string): tf.Tensor {
    const present = this.#tensors.get(`${name}.${slot}`);
    return present ?? this.set(name, slot, tf.zerosLike(variable));
  }

  /** Keeps `tensor` (also beyond the tidy it was made in) in place of the slot's former one. */
  set(parameter: string, slot: string, tensor: tf.Tensor): tf.Tensor {
    const name = `${parameter}.${slot}`;
    this.#tensors.get(name)?.dispose();
    this.#tensors.set(name, tf.keep(tensor));
    return tensor;
  }

  /** All slots that are set, named `<parameter>.<slot>`. */
  async export(): Promise<TensorMap> {
    const slots = new Map<string, HostTensor>();
    for (const [name, tensor] of this.#tensors) {
      // A backend may hand out a view of its own memory: a checkpoint needs a copy.
      const data = Float32Array.from(await tensor.data<'float32'>());
      slots.set(name, { shape: tensor.shape, data });
    }
    return slots;
  }

  /**
   * Replaces all slots by `slots`.
   *
   * @throws Problem `weights` where one belongs to no parameter or has another shape
   */
  import(slots: TensorMap): void {
    for (const [name, { shape }] of slots) {
      this.#check(name, shape);
    }
    this.dispose();
    for (const [name, { shape, data }] of slots) {
      this.#tensors.set(name, tf.tensor(data.slice(), [...shape], 'float32'));
    }
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) {
      tensor.dispose();
    }
    this.#tensors.clear();
  }

  #check(name: string, shape: readonly number[]): void {
    const end = name.lastIndexOf('.');
    const parameter = this.#parameters.get(name.slice(0, end));
    if (parameter === undefined || !this.#names.includes(name.slice(end + 1))) {
      throw mismatch(
        l10n.t("The checkpoint has the optimizer slot '{0}', which fits nothing here.", name),
      );
    }
    if (!tf.util.arraysEqual(parameter.variable.shape, [...shape])) {
      throw mismatch(
        l10n.t(
          "The optimizer slot '{0}' has shape [{1}], the parameter [{2}].",
          name,
          shape.join(', '),
          parameter.variable.shape.join(', '),
        ),
      );
    }
  }
}

function mismatch(what: string): Problem {
  return new Problem({
    code: 'weights',
    what,
    remedy: l10n.t(
      'Resume with the model file and the optimizer that the checkpoint was made with.',
    ),
  });
}
