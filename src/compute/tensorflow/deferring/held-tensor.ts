import type { MadeTensor, NativeBinding, TensorValues } from '../native-binding.js';
import type { Outsider, TensorKind } from './known-operation.js';

/** Up to so many whole numbers count as a shape, a permutation or the like. */
const mostWholeNumbers = 64;

/** A tensor as tfjs-node knows it by its number, which TensorFlow may not have yet. */
export class HeldTensor implements MadeTensor, Outsider {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
  /** What it was made with; null for what an operation gives. */
  readonly values: TensorValues | null;
  readonly constant: Outsider['constant'];
  /** Its number in the binding; null where TensorFlow does not have it yet. */
  native: number | null = null;
  /** Whether it may still be asked for. */
  alive = true;
  /** How many operations that were put off take it. */
  uses = 0;
  /** The sequence in which it last turned up, and its place there. */
  sequence = -1;
  place = -1;

  constructor(id: number, { shape, dtype }: TensorKind, values: TensorValues | null = null) {
    this.id = id;
    this.shape = shape;
    this.dtype = dtype;
    this.values = values;
    this.constant = constantOf(values);
  }

  /** Whether an operation that was put off is to give it. */
  get isPutOff(): boolean {
    return this.native === null && this.values === null;
  }

  /** Its number in the binding, which is told of it where it was not yet. */
  inBinding(binding: NativeBinding): number {
    if (this.native === null) {
      if (this.values === null) {
        throw new Error('A tensor was not computed, since an operation before it failed.');
      }
      this.native = binding.createTensor(this.shape, this.dtype, this.values);
    }
    return this.native;
  }

  /** Has the binding forget it, unless it may still be asked for. */
  release(binding: NativeBinding): void {
    if (!this.alive && this.uses === 0 && this.native !== null) {
      binding.deleteTensor(this.native);
      this.native = null;
    }
  }
}

/** Single numbers and few whole ones: what may be the same each time, and then is part of a graph. */
function constantOf(values: TensorValues | null): Outsider['constant'] {
  if (values instanceof Int32Array) {
    return values.length <= mostWholeNumbers ? values : null;
  }
  return values instanceof Float32Array && values.length <= 1 ? values : null;
}
