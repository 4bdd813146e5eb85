import type {
  MadeTensor,
  NativeBinding,
  NodeBackend,
  OperationAttribute,
  TensorValues,
} from '../native-binding.js';
import type { CompiledOperations } from './compiled-operations.js';
import { isDeferrable } from './deferrable.js';
import { HeldTensor } from './held-tensor.js';
import { KnownOperation } from './known-operation.js';
import { Sequence, type Known } from './sequence.js';

/** With more known operations than these all are forgotten: they were not the same few sequences over and over. */
const mostKnown = 100_000;

/**
 * Has tfjs-node put operations off until a tensor is read, and then hand those that came by before, in the same order and
 * of the same shapes, to TensorFlow as one graph. A training step is some hundred operations, and each call of one costs
 * as much as many of them compute.
 *
 * Nothing that is put off was not executed before, on tensors of the same shapes: so shapes are known before values are,
 * and a mistake shows where it is made.
 *
 * @param endsBeforeCompiling how often operations come by before they become a graph, which takes about as long as twenty
 *   times what it saves
 */
export function deferOperations(
  backend: Pick<NodeBackend, 'binding'>,
  endsBeforeCompiling = 20,
): void {
  backend.binding = new DeferringBinding(backend.binding, endsBeforeCompiling).binding;
}

class DeferringBinding {
  readonly #native: NativeBinding;
  readonly #endsBeforeCompiling: number;
  readonly #tensors = new Map<number, HeldTensor>();
  #nextTensor = 0;
  #nextSequence = 0;
  #sequence: Sequence;
  /** What is known of sequences: from here, all begin. */
  #root: Known = makeRoot();
  #knownCount = 0;
  /** The last operation of the sequence, as it is known; null where it went on in a way that is not kept. */
  #at: Known | null = this.#root;
  /** Whether the operations of the sequence are put off; otherwise they are executed. */
  #putsOff = true;

  constructor(native: NativeBinding, endsBeforeCompiling: number) {
    this.#native = native;
    this.#endsBeforeCompiling = endsBeforeCompiling;
    this.#sequence = new Sequence(native, this.#nextSequence);
  }

  /** The binding that stands in for the native one. */
  get binding(): NativeBinding {
    const replaced: Partial<NativeBinding> = {
      createTensor: (shape, dtype, values) => this.#create(shape, dtype, values),
      deleteTensor: (id) => {
        this.#delete(id);
      },
      tensorDataSync: (id) => this.#read(id),
      executeOp: (...call) => this.#execute(...call),
      runSavedModel: (model, inputs, ...names) => {
        const held = inputs.map((id) => this.#get(id));
        this.#endSequence();
        return this.#adopt(this.#native.runSavedModel(model, this.#inBinding(held), ...names));
      },
    };
    // What the native binding has cannot be written to.
    return Object.create(this.#native, Object.getOwnPropertyDescriptors(replaced)) as NativeBinding;
  }

  #create(shape: readonly number[], dtype: number, values: TensorValues): number {
    return this.#hold(new HeldTensor({ shape, dtype }, values));
  }

  #delete(id: number): void {
    const tensor = this.#get(id);
    this.#tensors.delete(id);
    tensor.alive = false;
    tensor.release(this.#native);
  }

  #read(id: number): TensorValues {
    const tensor = this.#get(id);
    if (tensor.values !== null && this.#isPlain(tensor)) {
      return tensor.values.slice();
    }
    if (this.#sequence.has(tensor)) {
      this.#endSequence();
    }
    return this.#native.tensorDataSync(tensor.inBinding(this.#native));
  }

  #execute(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputCount: number,
  ): readonly MadeTensor[] {
    const held = inputs.map((id) => this.#get(id));
    if (!isDeferrable(name) || !held.every((tensor) => this.#isPlain(tensor))) {
      this.#endSequence();
      const made = this.#native.executeOp(name, attributes, this.#inBinding(held), outputCount);
      return this.#adopt(made);
    }
    if (this.#sequence.isLong) {
      this.#endSequence();
    }
    const call = this.#sequence.call(name, attributes, held, outputCount);
    const known = this.#at?.find(call, forget);
    if (known !== undefined && this.#putsOff) {
      this.#at = known;
      return this.#sequence.putOff(known).map((tensor) => this.#describe(tensor));
    }
    this.#stopPuttingOff();
    const made = this.#native.executeOp(name, attributes, this.#inBinding(held), outputCount);
    this.#at = known ?? this.#learn(call, made);
    return this.#sequence.give(made).map((tensor, index) => {
      tensor.native = made[index].id;
      return this.#describe(tensor);
    });
  }

  #stopPuttingOff(): void {
    if (this.#putsOff) {
      this.#putsOff = false;
      // Where a sequence goes on in a new way is not where it ends: nothing is compiled for that.
      this.#sequence.compute(null);
    }
  }

  #learn(call: Parameters<Known['add']>[0], made: readonly MadeTensor[]): Known | null {
    if (this.#at?.hasRoom !== true) {
      return null;
    }
    this.#knownCount += 1;
    return this.#at.add(call, made);
  }

  #endSequence(): void {
    const [sequence, end, putsOff] = [this.#sequence, this.#at, this.#putsOff];
    this.#nextSequence += 1;
    this.#sequence = new Sequence(this.#native, this.#nextSequence);
    if (this.#knownCount > mostKnown) {
      this.#root.forgetCompiled(forget);
      this.#root = makeRoot();
      this.#knownCount = 0;
    }
    this.#at = this.#root;
    this.#putsOff = true;
    if (end !== null) {
      end.ends += 1;
      if (putsOff) {
        sequence.compute(end.ends > this.#endsBeforeCompiling ? end : null);
      }
    }
  }

  /** Whether a tensor holds numbers or truth values that operations may be put off with. */
  #isPlain({ dtype }: HeldTensor): boolean {
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.#native;
    return dtype === TF_FLOAT || dtype === TF_INT32 || dtype === TF_BOOL;
  }

  #inBinding(held: readonly HeldTensor[]): number[] {
    return held.map((tensor) => tensor.inBinding(this.#native));
  }

  /** Tensors that the native binding made, outside of any sequence. */
  #adopt(made: readonly MadeTensor[]): MadeTensor[] {
    return made.map((one) => {
      const tensor = new HeldTensor(one);
      tensor.native = one.id;
      return this.#describe(tensor);
    });
  }

  #describe(tensor: HeldTensor): MadeTensor {
    return { id: this.#hold(tensor), shape: [...tensor.shape], dtype: tensor.dtype };
  }

  #hold(tensor: HeldTensor): number {
    const id = this.#nextTensor;
    this.#nextTensor += 1;
    this.#tensors.set(id, tensor);
    return id;
  }

  #get(id: number): HeldTensor {
    const tensor = this.#tensors.get(id);
    if (tensor === undefined) {
      throw new Error(`There is no tensor number ${String(id)}.`);
    }
    return tensor;
  }
}

function makeRoot(): Known {
  const call = { name: '', attributes: [], inputs: [], outsiders: [], outputCount: 0 };
  return new KnownOperation(call, []);
}

function forget(compiled: CompiledOperations): void {
  compiled.dispose();
}
