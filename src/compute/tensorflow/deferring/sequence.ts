import type { MadeTensor, NativeBinding } from '../native-binding.js';
import { CompiledOperations } from './compiled-operations.js';
import type { HeldTensor } from './held-tensor.js';
import type { HeldTensors } from './held-tensors.js';
import type { Call, KnownOperation, TensorKind } from './known-operation.js';

export type Known = KnownOperation<CompiledOperations>;

/** Longer sequences, and those that hold more bytes from outside, are computed without being read, to let go of that. */
const [mostTensors, mostBytes] = [20_000, 500e6];

const bytesOfNumber = 4;

/** What ends in one place is compiled for as many different demands: with more, they are hardly met again. */
const mostCompiled = 8;

/** What most operations have from outside. */
const none: readonly HeldTensor[] = [];

/** The operations since tensors were last read: their tensors in the order in which they turned up. */
export class Sequence {
  readonly #binding: NativeBinding;
  readonly #held: HeldTensors;
  readonly #number: number;
  readonly #tensors: HeldTensor[] = [];
  /** Those that were put off: all from the beginning, or none. */
  #operations: Known[] = [];
  /** How large the tensors from outside are. */
  #bytes = 0;

  /** @param number unlike that of any other sequence */
  constructor(binding: NativeBinding, held: HeldTensors, number: number) {
    this.#binding = binding;
    this.#held = held;
    this.#number = number;
  }

  /** Whether it is to be ended, whatever follows. */
  get isLong(): boolean {
    return this.#tensors.length > mostTensors || this.#bytes > mostBytes;
  }

  /** Whether a tensor is one of this sequence. */
  has({ sequence }: HeldTensor): boolean {
    return sequence === this.#number;
  }

  /** An operation on tensors as a call at this place of the sequence; those from outside get a place in it. */
  call(
    name: string,
    attributes: Call['attributes'],
    inputs: readonly HeldTensor[],
    outputCount: number,
  ): Call {
    const first = this.#tensors.length;
    const places = new Array<number>(inputs.length);
    for (let index = 0; index < inputs.length; index += 1) {
      const tensor = inputs[index];
      if (!this.has(tensor)) {
        this.#include(tensor);
        this.#bytes += bytesOf(tensor);
      }
      places[index] = tensor.place;
    }
    const outsiders = this.#tensors.length === first ? none : this.#tensors.slice(first);
    return { name, attributes, inputs: places, outsiders, outputCount };
  }

  /** Puts a known operation off; its outputs are there to be used further. */
  putOff(operation: Known): HeldTensor[] {
    this.#operations.push(operation);
    for (const input of operation.call.inputs) {
      this.#tensors[input].uses += 1;
    }
    return this.give(operation.outputs);
  }

  /** The outputs of an operation, in their places. */
  give(outputs: readonly TensorKind[]): HeldTensor[] {
    return outputs.map((kind) => {
      const tensor = this.#held.make(kind);
      this.#include(tensor);
      return tensor;
    });
  }

  /** The same, of an operation that was executed. */
  giveMade(made: readonly MadeTensor[]): HeldTensor[] {
    const given = this.give(made);
    given.forEach((tensor, index) => {
      tensor.native = made[index].id;
    });
    return given;
  }

  /**
   * Computes what was put off, as far as it may still be asked for.
   *
   * @param end the last operation of what came by often enough to be computed as one graph; null: one by one
   */
  compute(end: Known | null): void {
    const operations = this.#operations;
    this.#operations = [];
    try {
      const wanted = this.#wanted();
      if (wanted.length > 0) {
        const compiled = end === null ? null : this.#compiled(operations, end, wanted);
        if (compiled === null) {
          this.#execute(operations);
        } else {
          this.#run(compiled);
        }
      }
    } finally {
      for (const tensor of this.#tensors) {
        tensor.uses = 0;
        tensor.release(this.#binding);
      }
    }
  }

  #include(tensor: HeldTensor): void {
    tensor.sequence = this.#number;
    tensor.place = this.#tensors.length;
    this.#tensors.push(tensor);
  }

  #wanted(): number[] {
    const wanted: number[] = [];
    for (const { alive, isPutOff, place } of this.#tensors) {
      if (alive && isPutOff) {
        wanted.push(place);
      }
    }
    return wanted;
  }

  #compiled(
    operations: readonly Known[],
    end: Known,
    wanted: readonly number[],
  ): CompiledOperations | null {
    const present = end.compiled.find((one) => areEqual(one.wanted, wanted));
    if (present !== undefined || end.isRefused || end.compiled.length === mostCompiled) {
      return present ?? null;
    }
    try {
      const compiled = new CompiledOperations(this.#binding, operations, wanted);
      end.compiled.push(compiled);
      return compiled;
    } catch {
      // What is no graph to TensorFlow is executed one by one, as tfjs-node does; what is wrong with it shows there.
      end.isRefused = true;
      return null;
    }
  }

  #run(compiled: CompiledOperations): void {
    const taken = compiled.taken.map((place) => this.#tensors[place].inBinding(this.#binding));
    compiled.run(taken).forEach(({ id }, index) => {
      this.#tensors[compiled.wanted[index]].native = id;
    });
  }

  /** One operation after the other. */
  #execute(operations: readonly Known[]): void {
    let next = 0;
    for (const { call, outsiders, outputs } of operations) {
      const inputs = call.inputs.map((place) => this.#tensors[place]);
      const made = this.#binding.executeOp(
        call.name,
        call.attributes,
        inputs.map((tensor) => tensor.inBinding(this.#binding)),
        call.outputCount,
      );
      next += outsiders.length;
      made.forEach(({ id }, index) => {
        this.#tensors[next + index].native = id;
      });
      for (const tensor of inputs) {
        tensor.uses -= 1;
        tensor.release(this.#binding);
      }
      next += outputs.length;
    }
  }
}

function bytesOf({ shape }: TensorKind): number {
  let bytes = bytesOfNumber;
  for (const length of shape) {
    bytes *= length;
  }
  return bytes;
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
