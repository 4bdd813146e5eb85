import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { HeldTensor } from './held-tensor.js';
import type { Call, GraphOperation, Outsider } from './known-operation.js';

/** Where a tensor that operations take comes from, each time that they are replayed. */
export type Source =
  | { readonly kind: 'given'; readonly index: number }
  | { readonly kind: 'number'; readonly name: string }
  | { readonly kind: 'kept'; readonly tensor: TensorInfo };

/** A tensor of tf's that operations give new values. */
export interface Target {
  readonly tensor: TensorInfo;
  /** Whether it got them after something was read. */
  readonly isLate: boolean;
}

/** Operations that were taken down, as a graph can be made of them. */
export interface Recorded {
  readonly operations: readonly GraphOperation[];
  /** Of the tensors from outside that are no constants, in the order in which they turn up. */
  readonly sources: readonly Source[];
  /** The places of what was read (without a target) and of what the targets got, ascending. */
  readonly wanted: readonly { readonly place: number; readonly target: Target | null }[];
}

/** Takes down the operations of a stretch of calls, across a reading in it, so that they can be replayed as one graph. */
export class Recording {
  readonly #sources: Map<Outsider, Source>;
  readonly #firstNew: number;
  /** All tensors that turned up, numbered as they did. */
  readonly #places = new Map<HeldTensor, number>();
  readonly #operations: GraphOperation[] = [];
  readonly #outsiders = new Set<HeldTensor>();
  /** Numbers that were made meanwhile, and that were not the same whenever these operations came by. */
  readonly #changing = new Set<Outsider>();
  readonly #targets = new Map<TensorInfo, { made: HeldTensor; isLate: boolean }>();
  readonly #read: HeldTensor[] = [];
  #isWhole = true;

  /**
   * @param sources where tensors come from that are there
   * @param firstNew the number of the first tensor that is made from now on
   */
  constructor(sources: Iterable<readonly [HeldTensor, Source]>, firstNew: number) {
    this.#sources = new Map(sources);
    this.#firstNew = firstNew;
  }

  /**
   * An operation was called.
   *
   * @param known the outsiders of the call, as they are known from before; null where it is new in its place
   */
  note(
    { outsiders, ...call }: Call,
    known: readonly Outsider[] | null,
    inputs: readonly HeldTensor[],
    outputs: readonly HeldTensor[],
  ): void {
    const changing = outsiders.filter((_, index) => known?.[index].constant === null);
    const fresh = [...new Set(inputs)].filter((input) => !this.#places.has(input));
    [...fresh, ...outputs].forEach((tensor) => this.#places.set(tensor, this.#places.size));
    for (const tensor of fresh) {
      this.#outsiders.add(tensor);
      if (tensor.id >= this.#firstNew && changing.includes(tensor)) {
        this.#changing.add(tensor);
      }
    }
    this.#operations.push({
      call: { ...call, inputs: inputs.map((input) => this.#placeOf(input)) },
      outsiders: fresh,
      outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype })),
    });
  }

  /** Something was executed that may depend on more than its inputs. */
  spoil(): void {
    this.#isWhole = false;
  }

  /** Values were read. */
  read(tensor: HeldTensor): void {
    this.#read.push(tensor);
  }

  /** A tensor is a number that is given anew each time. */
  name(tensor: HeldTensor, name: string): void {
    this.#sources.set(tensor, { kind: 'number', name });
  }

  /** A tensor of tf's got the values of `made` in place of `former`. */
  overwrite(tensor: TensorInfo, former: HeldTensor, made: HeldTensor): void {
    this.#sources.set(former, { kind: 'kept', tensor });
    this.#targets.set(tensor, { made, isLate: this.#read.length > 0 });
  }

  /** What was taken down; null where it cannot be replayed: where it depends on more than is known, or not one tensor was read. */
  finish(): Recorded | null {
    const outsiders = [...this.#outsiders];
    const changing = outsiders.filter((one) => !this.#isConstant(one));
    const sources = changing.flatMap((one) => this.#sources.get(one) ?? []);
    const wanted = [
      ...this.#read.map((one) => ({ place: this.#placeOf(one), target: null })),
      ...[...this.#targets].map(([tensor, { made, isLate }]) => ({
        place: this.#placeOf(made),
        target: { tensor, isLate },
      })),
    ].sort((one, other) => one.place - other.place);
    const isWhole =
      this.#isWhole &&
      this.#read.length === 1 &&
      sources.length === changing.length &&
      wanted.every(({ place }) => place >= 0);
    return isWhole ? { operations: this.#asGraph(), sources, wanted } : null;
  }

  #placeOf(tensor: HeldTensor): number {
    return this.#places.get(tensor) ?? -1;
  }

  #isConstant(tensor: Outsider): boolean {
    return tensor.constant !== null && !this.#sources.has(tensor) && !this.#changing.has(tensor);
  }

  #asGraph(): GraphOperation[] {
    return this.#operations.map((operation) => ({
      ...operation,
      outsiders: operation.outsiders.map((one) => ({
        shape: one.shape,
        dtype: one.dtype,
        constant: this.#isConstant(one) ? one.constant : null,
      })),
    }));
  }
}
