import type { OperationAttribute } from '../native-binding.js';

/** Shape and type of a tensor; the type is TensorFlow's number for it. */
export interface TensorKind {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** A tensor from outside of a sequence of operations, where one of them first takes it. */
export interface Outsider extends TensorKind {
  /** What it holds, as long as that is the same whenever the sequence comes by; null for what is given anew each time. */
  readonly constant: Float32Array | Int32Array | null;
}

/** An operation as it is called; tensors are numbered as they turn up in the sequence, from outside or as outputs. */
export interface Call {
  readonly name: string;
  readonly attributes: readonly OperationAttribute[];
  readonly inputs: readonly number[];
  /** Those of the inputs that turn up here first. */
  readonly outsiders: readonly Outsider[];
  readonly outputCount: number;
}

/** An operation in its place in a graph. */
export interface GraphOperation {
  readonly call: Omit<Call, 'outsiders'>;
  /** Those of its inputs that turn up with it first; a constant is part of the graph. */
  readonly outsiders: readonly Outsider[];
  readonly outputs: readonly TensorKind[];
}

/** How many ways a sequence may go on: with more, what distinguishes them is data, and nothing is gained by knowing it. */
const mostWays = 16;

/**
 * An operation at its place in a sequence that came by before: a tree, of which each path from the root is the beginning
 * of such a sequence. What is known of an operation here is what it gives: shapes follow from those before it.
 */
export class KnownOperation<Compiled> implements GraphOperation {
  readonly call: Omit<Call, 'outsiders'>;
  readonly outputs: readonly TensorKind[];
  /** How often a sequence ended here. */
  ends = 0;
  /** What was made of the sequences that end here, by what was wanted of them. */
  compiled: Compiled[] = [];
  /** Whether what ends here cannot be compiled. */
  isRefused = false;
  readonly #outsiders: Outsider[];
  readonly #next: KnownOperation<Compiled>[] = [];

  constructor({ outsiders, ...call }: Call, outputs: readonly TensorKind[]) {
    this.call = call;
    this.outputs = outputs.map(kindOf);
    // Not the tensors themselves, which may hold much.
    this.#outsiders = outsiders.map((one) => ({ ...kindOf(one), constant: one.constant }));
  }

  /** Tensors from outside that this operation is the first to take. */
  get outsiders(): readonly Outsider[] {
    return this.#outsiders;
  }

  /** Whether one more way to go on can be kept. */
  get hasRoom(): boolean {
    return this.#next.length < mostWays;
  }

  /**
   * The known operation that follows here and is this call; undefined where it is new here. A number that differs from
   * what it was counts as given from then on, and `forget` is told everything that was made with it.
   */
  find(call: Call, forget: (compiled: Compiled) => void): KnownOperation<Compiled> | undefined {
    for (const next of this.#next) {
      if (next.#is(call)) {
        next.#compareConstants(call.outsiders, forget);
        return next;
      }
    }
    return undefined;
  }

  add(call: Call, outputs: readonly TensorKind[]): KnownOperation<Compiled> {
    const added = new KnownOperation<Compiled>(call, outputs);
    this.#next.push(added);
    return added;
  }

  /** Tells everything that was made of the sequences from here on, and forgets it. */
  forgetCompiled(forget: (compiled: Compiled) => void): void {
    // As deep as a sequence is long: not by recursion.
    const waiting: KnownOperation<Compiled>[] = [this];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      one.compiled.forEach(forget);
      one.compiled = [];
      one.isRefused = false;
      waiting.push(...one.#next);
    }
  }

  #is({ name, attributes, inputs, outsiders, outputCount }: Call): boolean {
    const { call } = this;
    return (
      call.name === name &&
      call.outputCount === outputCount &&
      areEqual(call.inputs, inputs) &&
      this.#fit(outsiders) &&
      areSame(call.attributes, attributes)
    );
  }

  /** Whether tensors from outside can be those that were there before. A single number may be another one. */
  #fit(given: readonly Outsider[]): boolean {
    const known = this.#outsiders;
    if (known.length !== given.length) {
      return false;
    }
    for (let index = 0; index < known.length; index += 1) {
      if (!fits(known[index], given[index])) {
        return false;
      }
    }
    return true;
  }

  #compareConstants(given: readonly Outsider[], forget: (compiled: Compiled) => void): void {
    for (let index = 0; index < given.length; index += 1) {
      const { constant } = given[index];
      const own = this.#outsiders[index];
      if (
        own.constant !== null &&
        own.constant !== constant &&
        !Object.is(own.constant[0], constant?.[0])
      ) {
        this.#outsiders[index] = { ...own, constant: null };
        this.forgetCompiled(forget);
      }
    }
  }
}

function kindOf({ shape, dtype }: TensorKind): TensorKind {
  return { shape, dtype };
}

function fits(known: Outsider, given: Outsider): boolean {
  if (known.dtype !== given.dtype || !areEqual(known.shape, given.shape)) {
    return false;
  }
  // Whole numbers say shapes and axes, on which depends what comes of an operation; others are data.
  return given.constant instanceof Int32Array
    ? known.constant !== null && areEqual(known.constant, given.constant)
    : !(known.constant instanceof Int32Array);
}

function areSame(
  known: readonly OperationAttribute[],
  given: readonly OperationAttribute[],
): boolean {
  if (known === given) {
    return true;
  }
  if (known.length !== given.length) {
    return false;
  }
  for (let index = 0; index < known.length; index += 1) {
    const [one, other] = [known[index], given[index]];
    if (one.name !== other.name || one.type !== other.type || !areAlike(one.value, other.value)) {
      return false;
    }
  }
  return true;
}

function areAlike(one: OperationAttribute['value'], other: OperationAttribute['value']): boolean {
  return typeof one === 'object' && typeof other === 'object'
    ? areEqual(one, other)
    : Object.is(one, other);
}

function areEqual(one: ArrayLike<unknown>, other: ArrayLike<unknown>): boolean {
  if (one === other) {
    return true;
  }
  if (one.length !== other.length) {
    return false;
  }
  for (let index = 0; index < one.length; index += 1) {
    if (!Object.is(one[index], other[index])) {
      return false;
    }
  }
  return true;
}
