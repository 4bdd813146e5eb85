import type { MadeTensor, NativeBinding } from './native-binding.js';
import { once } from './operation.js';

/** Numbers that operations take again and again, as tensors that stay: shapes, axes, factors. */
export class KeptNumbers {
  /** A single float. */
  readonly float: (value: number) => MadeTensor;
  /** A single whole number. */
  readonly whole: (value: number) => MadeTensor;
  readonly #lists: (text: string) => MadeTensor;
  readonly #empty: (dtype: number) => MadeTensor;
  readonly #float: number;

  constructor(binding: NativeBinding) {
    const { TF_FLOAT, TF_INT32 } = binding;
    const keep = (shape: number[], dtype: number, values: Float32Array | Int32Array) => ({
      id: binding.createTensor(shape, dtype, values),
      shape,
      dtype,
    });
    this.float = once((value) => keep([], TF_FLOAT, Float32Array.of(value)));
    this.whole = once((value) => keep([], TF_INT32, Int32Array.of(value)));
    this.#lists = once((text) => {
      const values = Int32Array.from(JSON.parse(text) as number[]);
      return keep([values.length], TF_INT32, values);
    });
    this.#empty = once((dtype) => keep([0], dtype, new Float32Array()));
    this.#float = TF_FLOAT;
  }

  /** No floats at all. */
  none(): MadeTensor {
    return this.#empty(this.#float);
  }

  /** Several whole numbers: a shape, axes, sizes. */
  list(values: readonly number[]): MadeTensor {
    return this.#lists(JSON.stringify(values));
  }
}
