import type { OperationAttribute, TensorValues } from '../native-binding.js';

/** Shape and type of a tensor; the type is TensorFlow's number for it. */
export interface TensorKind {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** A tensor from outside of a sequence of operations, where one of them first takes it. */
export interface Outsider extends TensorKind {
  /** What it holds, as long as that was the same whenever the sequence came by; null for what is given anew each time. */
  readonly values: TensorValues | null;
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

/** How many ways a sequence may go on: with more, what distinguishes them is data, and nothing is gained by knowing it. */
const mostWays = 16;

/**
 * An operation at its place in a sequence that came by before: a tree, of which each path from the root is the beginning
 * of such a sequence. What is known of an operation here is what it gives: shapes follow from those before it.
 */
export class KnownOperation<Compiled> {
  readonly call: Call;
  readonly outputs: readonly TensorKind[];
  /** How often a sequence ended here. */
  ends = 0;
  /** What was made of the sequences that end here, by what was wanted of them. */
  compiled: Compiled[] = [];
  /** Whether what ends here cannot be compiled. */
  isRefused = false;
  readonly #outsiders: Outsider[];
  readonly #next: KnownOperation<Compiled>[] = [];

  constructor(call: Call, outputs: readonly TensorKind[]) {
    this.call = call;
    this.outputs = outputs;
    this.#outsiders = [...call.outsiders];
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
    const found = this.#next.find((next) => next.#is(call));
    if (found !== undefined) {
      found.#compareValues(call.outsiders, forget);
    }
    return found;
  }

  add(call: Call, outputs: readonly TensorKind[]): KnownOperation<Compiled> {
    const added = new KnownOperation<Compiled>(call, outputs);
    this.#next.push(added);
    return added;
  }

  /** Tells everything that was made of the sequences from here on, and forgets it. */
  forgetCompiled(forget: (compiled: Compiled) => void): void {
    this.compiled.forEach(forget);
    this.compiled = [];
    this.isRefused = false;
    for (const next of this.#next) {
      next.forgetCompiled(forget);
    }
  }

  #is(call: Call): boolean {
    const own = this.call;
    return (
      own.name === call.name &&
      own.outputCount === call.outputCount &&
      areEqual(own.inputs, call.inputs) &&
      own.outsiders.length === call.outsiders.length &&
      own.outsiders.every((outsider, index) => fits(outsider, call.outsiders[index])) &&
      own.attributes.length === call.attributes.length &&
      own.attributes.every((attribute, index) => isSame(attribute, call.attributes[index]))
    );
  }

  #compareValues(given: readonly Outsider[], forget: (compiled: Compiled) => void): void {
    given.forEach(({ values }, index) => {
      const own = this.#outsiders[index];
      if (own.values !== null && values !== null && !Object.is(own.values[0], values[0])) {
        this.#outsiders[index] = { ...own, values: null };
        this.forgetCompiled(forget);
      }
    });
  }
}

/** Whether a tensor from outside can be the one that was there before. A single number may be another one. */
function fits(known: Outsider, given: Outsider): boolean {
  if (known.dtype !== given.dtype || !areEqual(known.shape, given.shape)) {
    return false;
  }
  if (known.values === null || given.values === null) {
    return known.values === given.values;
  }
  return mayVary(known.values) || areEqual(known.values, given.values);
}

/** Whole numbers say shapes and axes, on which depends what comes of an operation; others are data. */
function mayVary(values: TensorValues): boolean {
  return values instanceof Float32Array;
}

function isSame(one: OperationAttribute, other: OperationAttribute): boolean {
  return (
    one.name === other.name && one.type === other.type && areValuesSame(one.value, other.value)
  );
}

function areValuesSame(
  one: OperationAttribute['value'],
  other: OperationAttribute['value'],
): boolean {
  return typeof one === 'object' && typeof other === 'object'
    ? areEqual(one, other)
    : Object.is(one, other);
}

function areEqual(one: ArrayLike<unknown>, other: ArrayLike<unknown>): boolean {
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
