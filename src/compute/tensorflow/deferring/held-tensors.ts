import type { NativeBinding, TensorValues } from '../native-binding.js';
import { HeldTensor } from './held-tensor.js';
import type { TensorKind } from './known-operation.js';

/** The tensors that tfjs-node has, by the numbers that it knows them by. */
export class HeldTensors {
  readonly #binding: NativeBinding;
  readonly #tensors = new Map<number, HeldTensor>();
  #next = 0;

  constructor(binding: NativeBinding) {
    this.#binding = binding;
  }

  /** The number of the tensor that is made next. */
  get next(): number {
    return this.#next;
  }

  /** A new tensor, which holds `values` or is to be given by an operation. */
  make(kind: TensorKind, values: TensorValues | null = null): HeldTensor {
    const tensor = new HeldTensor(this.#next, kind, values);
    this.#next += 1;
    this.#tensors.set(tensor.id, tensor);
    return tensor;
  }

  /** @throws Error for a number that no tensor has */
  get(id: number): HeldTensor {
    const tensor = this.#tensors.get(id);
    if (tensor === undefined) {
      throw new Error(`There is no tensor number ${String(id)}.`);
    }
    return tensor;
  }

  /** Forgets a tensor, which is not asked for any more; operations that were put off may take it still. */
  delete(id: number): void {
    const tensor = this.get(id);
    this.#tensors.delete(id);
    tensor.alive = false;
    tensor.release(this.#binding);
  }
}
