import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { recorderOf } from './deferring/deferring-binding.js';
import { KeptNumbers } from './kept-numbers.js';
import type { MadeTensor, NativeBinding, NodeBackend } from './native-binding.js';
import { once, Operation } from './operation.js';

const plain = once((name: string) => new Operation(name));
const reduction = once((name: string) => new Operation(name, ['T'], { keep_dims: false }));
const addition = once((count: number) => new Operation('AddN', ['T'], { N: BigInt(count) }));
const packing = once((count: number) => new Operation('Pack', ['T'], { N: BigInt(count) }));
const joining = once((count: number) => new Operation('ConcatV2', ['T'], { N: BigInt(count) }));
const splitting = once(
  (count: number) => new Operation('SplitV', ['T', 'Tlen'], { num_split: BigInt(count) }),
);

/** By whether the first and the second matrix are transposed. */
const products = [false, true].map((a) =>
  [false, true].map((b) => new Operation('MatMul', ['T'], { transpose_a: a, transpose_b: b })),
);

/** Those of each binding. */
const numbersOf = new WeakMap<NativeBinding, KeptNumbers>();

/**
 * Operations of TensorFlow on float32 tensors, past tf's engine, whose book-keeping takes longer than a small operation.
 * What is made is let go by {@link finish}, but for what was asked to be kept.
 */
export class NativeOperations {
  readonly #backend: NodeBackend;
  readonly #binding: NativeBinding;
  readonly #numbers: KeptNumbers;
  readonly #made = new Set<number>();

  constructor(backend: NodeBackend) {
    const { binding } = backend;
    this.#backend = backend;
    this.#binding = binding;
    this.#numbers = numbersOf.get(binding) ?? new KeptNumbers(binding);
    numbersOf.set(binding, this.#numbers);
  }

  /** A tensor of tf as operations take it. */
  take(tensor: TensorInfo): MadeTensor {
    const told = this.#backend.tensorMap.get(tensor.dataId).id;
    const id = told < 0 ? this.#backend.getInputTensorIds([tensor])[0] : told;
    return { id, shape: tensor.shape, dtype: this.#binding.TF_FLOAT };
  }

  /** @param outputs how many tensors the operation gives */
  execute(operation: Operation, inputs: readonly MadeTensor[], outputs = 1): readonly MadeTensor[] {
    const ids = inputs.map(({ id }) => id);
    const attributes = operation.attributes(this.#binding);
    const made = this.#binding.executeOp(operation.name, attributes, ids, outputs);
    for (const { id } of made) {
      this.#made.add(id);
    }
    return made;
  }

  /** The one output of an operation whose only attribute is the tensors' type. */
  apply(name: string, ...inputs: readonly MadeTensor[]): MadeTensor {
    return this.execute(plain(name), inputs)[0];
  }

  /** A single number that may be another one each time; by its name it is given to what repeats these operations. */
  number(name: string, value: number): MadeTensor {
    const { TF_FLOAT } = this.#binding;
    const id = this.#binding.createTensor([], TF_FLOAT, Float32Array.of(value));
    this.#made.add(id);
    recorderOf(this.#binding)?.name(id, name);
    return { id, shape: [], dtype: TF_FLOAT };
  }

  /** A single number that is the same each time. */
  constant(value: number): MadeTensor {
    return this.#numbers.float(value);
  }

  /** No numbers at all. */
  none(): MadeTensor {
    return this.#numbers.none();
  }

  reshape(x: MadeTensor, shape: readonly number[]): MadeTensor {
    return this.apply('Reshape', x, this.#numbers.list(shape));
  }

  /** a · b, of matrices; each may be transposed first. */
  multiply(
    a: MadeTensor,
    b: MadeTensor,
    transposed: { readonly a?: boolean; readonly b?: boolean } = {},
  ): MadeTensor {
    const { a: first = false, b: second = false } = transposed;
    return this.execute(products[Number(first)][Number(second)], [a, b])[0];
  }

  /** The sum or the mean along axes. */
  reduce(name: 'Sum' | 'Mean', x: MadeTensor, axes: readonly number[]): MadeTensor {
    return this.execute(reduction(name), [x, this.#numbers.list(axes)])[0];
  }

  /** The sum of tensors of one shape. */
  add(tensors: readonly MadeTensor[]): MadeTensor {
    return tensors.length === 1 ? tensors[0] : this.execute(addition(tensors.length), tensors)[0];
  }

  /** Several tensors of one shape, one after the other along a new first axis. */
  pack(tensors: readonly MadeTensor[]): MadeTensor {
    return this.execute(packing(tensors.length), tensors)[0];
  }

  /** Vectors one after the other, or matrices side by side. */
  join(tensors: readonly MadeTensor[]): MadeTensor {
    if (tensors.length === 1) {
      return tensors[0];
    }
    const last = this.#numbers.whole(tensors[0].shape.length - 1);
    return this.execute(joining(tensors.length), [...tensors, last])[0];
  }

  /** A matrix in pieces of so many columns. */
  split(matrix: MadeTensor, columns: readonly number[]): readonly MadeTensor[] {
    const inputs = [matrix, this.#numbers.list(columns), this.#numbers.whole(1)];
    return this.execute(splitting(columns.length), inputs, columns.length);
  }

  /** A tensor of one number. */
  fill(shape: readonly number[], value: number): MadeTensor {
    return this.apply('Fill', this.#numbers.list(shape), this.constant(value));
  }

  /** Hands `kept` to tf and lets go of everything else that was made. */
  finish(kept: readonly MadeTensor[]): Tensor[] {
    kept.forEach(({ id }) => this.#made.delete(id));
    for (const id of this.#made) {
      this.#binding.deleteTensor(id);
    }
    this.#made.clear();
    return kept.map((made) => this.#backend.createOutputTensor(made));
  }

  /** Puts `made` in the place of a tensor's values. Nothing else may share the tensor's memory. */
  overwrite(tensor: TensorInfo, made: MadeTensor): void {
    // Values that the binding was not told of yet would be told of later, in place of these.
    const former = this.take(tensor).id;
    this.#made.delete(made.id);
    this.#made.add(former);
    recorderOf(this.#binding)?.overwrite(tensor, former, made.id);
    this.#backend.tensorMap.get(tensor.dataId).id = made.id;
  }
}
