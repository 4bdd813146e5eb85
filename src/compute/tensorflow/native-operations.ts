import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { MadeTensor, NodeBackend, OperationAttribute } from './native-binding.js';

/** Attributes of an operation by name, but for types: a number is a float, a bigint a whole number. */
export type Attributes = Readonly<Record<string, number | bigint | string | boolean>>;

/** Attributes that are the type of shapes, sizes or axes, where TensorFlow would take another one than ours. */
const typesOfWholeNumbers: ReadonlySet<string> = new Set(['Tlen']);

/**
 * Operations of TensorFlow on float32 tensors, past tf's engine, whose book-keeping takes longer than a small operation.
 * What is made is let go by {@link finish}, but for what was asked to be kept.
 */
export class NativeOperations {
  readonly #backend: NodeBackend;
  readonly #made = new Set<number>();

  constructor(backend: NodeBackend) {
    this.#backend = backend;
  }

  /** A tensor of tf as operations take it. */
  take(tensor: TensorInfo): MadeTensor {
    const [id] = this.#backend.getInputTensorIds([tensor]);
    return { id, shape: tensor.shape, dtype: this.#backend.binding.TF_FLOAT };
  }

  /**
   * @param types names of its attributes that are types
   * @param outputs how many tensors it gives
   */
  execute(
    name: string,
    inputs: readonly MadeTensor[],
    types: readonly string[] = ['T'],
    attributes: Attributes = {},
    outputs = 1,
  ): readonly MadeTensor[] {
    const { binding } = this.#backend;
    const all: OperationAttribute[] = types.map((type) => ({
      name: type,
      type: binding.TF_ATTR_TYPE,
      value: typesOfWholeNumbers.has(type) ? binding.TF_INT32 : binding.TF_FLOAT,
    }));
    for (const [key, value] of Object.entries(attributes)) {
      const plain = typeof value === 'bigint' ? Number(value) : value;
      all.push({ name: key, type: this.#typeOf(value), value: plain });
    }
    const ids = inputs.map(({ id }) => id);
    const made = binding.executeOp(name, all, ids, outputs);
    made.forEach(({ id }) => this.#made.add(id));
    return made;
  }

  /** The one output of an operation whose only attribute is the tensors' type. */
  apply(name: string, ...inputs: readonly MadeTensor[]): MadeTensor {
    return this.execute(name, inputs)[0];
  }

  /** A single number. */
  number(value: number): MadeTensor {
    return this.#create([], this.#backend.binding.TF_FLOAT, Float32Array.of(value));
  }

  /** No numbers at all. */
  none(): MadeTensor {
    return this.#create([0], this.#backend.binding.TF_FLOAT, new Float32Array());
  }

  reshape(x: MadeTensor, shape: readonly number[]): MadeTensor {
    return this.apply('Reshape', x, this.#wholeNumbers(shape));
  }

  /** a · b, of matrices; each may be transposed first. */
  multiply(
    a: MadeTensor,
    b: MadeTensor,
    transposed: { readonly a?: boolean; readonly b?: boolean } = {},
  ): MadeTensor {
    const attributes = { transpose_a: transposed.a === true, transpose_b: transposed.b === true };
    return this.execute('MatMul', [a, b], ['T'], attributes)[0];
  }

  /** The sum or the mean along axes. */
  reduce(name: 'Sum' | 'Mean', x: MadeTensor, axes: readonly number[]): MadeTensor {
    return this.execute(name, [x, this.#wholeNumbers(axes)], ['T'], { keep_dims: false })[0];
  }

  /** Several tensors of one shape, one after the other along a new first axis. */
  pack(tensors: readonly MadeTensor[]): MadeTensor {
    return this.execute('Pack', tensors, ['T'], { N: BigInt(tensors.length) })[0];
  }

  /** Matrices side by side. */
  join(matrices: readonly MadeTensor[]): MadeTensor {
    const count = { N: BigInt(matrices.length) };
    return this.execute('ConcatV2', [...matrices, this.#wholeNumber(1)], ['T'], count)[0];
  }

  /** A matrix in pieces of so many columns. */
  split(matrix: MadeTensor, columns: readonly number[]): readonly MadeTensor[] {
    const inputs = [matrix, this.#wholeNumbers(columns), this.#wholeNumber(1)];
    const count = { num_split: BigInt(columns.length) };
    return this.execute('SplitV', inputs, ['T', 'Tlen'], count, columns.length);
  }

  /** A tensor of one number. */
  fill(shape: readonly number[], value: number): MadeTensor {
    return this.apply('Fill', this.#wholeNumbers(shape), this.number(value));
  }

  /** Hands `kept` to tf and lets go of everything else that was made. */
  finish(kept: readonly MadeTensor[]): Tensor[] {
    kept.forEach(({ id }) => this.#made.delete(id));
    this.#forget();
    return kept.map((made) => this.#backend.createOutputTensor(made));
  }

  /** Puts `made` in the place of a tensor's values. Nothing else may share the tensor's memory. */
  overwrite({ dataId }: TensorInfo, made: MadeTensor): void {
    const held = this.#backend.tensorMap.get(dataId);
    this.#made.delete(made.id);
    this.#made.add(held.id);
    held.id = made.id;
  }

  #forget(): void {
    for (const id of this.#made) {
      this.#backend.binding.deleteTensor(id);
    }
    this.#made.clear();
  }

  #wholeNumbers(values: readonly number[]): MadeTensor {
    return this.#create([values.length], this.#backend.binding.TF_INT32, Int32Array.from(values));
  }

  #wholeNumber(value: number): MadeTensor {
    return this.#create([], this.#backend.binding.TF_INT32, Int32Array.of(value));
  }

  #create(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): MadeTensor {
    const id = this.#backend.binding.createTensor(shape, dtype, values);
    this.#made.add(id);
    return { id, shape, dtype };
  }

  #typeOf(value: Attributes[string]): number {
    const { binding } = this.#backend;
    if (typeof value === 'bigint') {
      return binding.TF_ATTR_INT;
    }
    if (typeof value === 'string') {
      return binding.TF_ATTR_STRING;
    }
    return typeof value === 'number' ? binding.TF_ATTR_FLOAT : binding.TF_ATTR_BOOL;
  }
}
