import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { RecordedComputation } from '../../replay.js';
import type {
  MadeTensor,
  NativeBinding,
  NodeBackend,
  OperationAttribute,
  TensorValues,
} from '../native-binding.js';
import type { CompiledOperations } from './compiled-operations.js';
import { isDeferrable } from './deferrable.js';
import { GraphReplay } from './graph-replay.js';
import type { HeldTensor } from './held-tensor.js';
import { HeldTensors } from './held-tensors.js';
import { KnownOperation, type Call } from './known-operation.js';
import { Recording, type Source } from './recording.js';
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
 * To be called once the backend is there; again without effect.
 *
 * @param endsBeforeCompiling how often operations come by before they become a graph, which takes about as long as twenty
 *   times what it saves
 */
export function deferOperations(
  backend: Pick<NodeBackend, 'binding'>,
  endsBeforeCompiling = 20,
): void {
  if (!deferring.has(backend.binding)) {
    const made = new DeferringBinding(backend.binding, endsBeforeCompiling);
    backend.binding = made.binding;
    deferring.set(backend.binding, made);
  }
}

/** By the bindings that stand in for native ones. */
const deferring = new WeakMap<NativeBinding, DeferringBinding>();

/** What a recording is told beside the operations that are executed; without one, nothing comes of it. */
export interface Recorder {
  /** A tensor is a number that is given anew each time. */
  name(id: number, name: string): void;
  /** A tensor of tf's got the values of the tensor `made` in place of `former`. */
  overwrite(tensor: TensorInfo, former: number, made: number): void;
}

/** Of a binding whose operations are deferred; null for others. */
export function recorderOf(binding: NativeBinding): Recorder | null {
  return deferring.get(binding) ?? null;
}

/**
 * Records what is computed on a backend whose operations are deferred: see `startRecording`.
 *
 * @returns null for other backends
 */
export function recordOn(
  backend: NodeBackend,
  given: readonly Tensor[],
  kept: readonly Tensor[],
): RecordedComputation | null {
  return deferring.get(backend.binding)?.record(backend, given, kept) ?? null;
}

class DeferringBinding implements Recorder {
  readonly #native: NativeBinding;
  readonly #endsBeforeCompiling: number;
  readonly #tensors: HeldTensors;
  /** The types of numbers and truth values, which operations may be put off with. */
  readonly #plainTypes: ReadonlySet<number>;
  #sequenceNumber = 0;
  #sequence: Sequence;
  /** What is known of sequences: from here, all begin. */
  #root: Known = makeRoot();
  #knownCount = 0;
  /** The last operation of the sequence, as it is known; null where it went on in a way that is not kept. */
  #at: Known | null = this.#root;
  /** Whether the operations of the sequence are put off; otherwise they are executed. */
  #putsOff = true;
  #recording: Recording | null = null;

  constructor(native: NativeBinding, endsBeforeCompiling: number) {
    this.#native = native;
    this.#endsBeforeCompiling = endsBeforeCompiling;
    this.#tensors = new HeldTensors(native);
    this.#plainTypes = new Set([native.TF_FLOAT, native.TF_INT32, native.TF_BOOL]);
    this.#sequence = new Sequence(native, this.#tensors, this.#sequenceNumber);
  }

  /** The binding that stands in for the native one. */
  get binding(): NativeBinding {
    const replaced: Partial<NativeBinding> = {
      createTensor: (shape, dtype, values) => this.#tensors.make({ shape, dtype }, values).id,
      deleteTensor: (id) => {
        this.#tensors.delete(id);
      },
      tensorDataSync: (id) => this.#read(id),
      executeOp: (...call) => this.#execute(...call),
      runSavedModel: (model, inputs, ...names) => {
        const held = this.#held(inputs);
        this.#recording?.spoil();
        this.#endSequence();
        return this.#adopt(this.#native.runSavedModel(model, this.#inBinding(held), ...names));
      },
    };
    // What the native binding has cannot be written to.
    return Object.create(this.#native, Object.getOwnPropertyDescriptors(replaced)) as NativeBinding;
  }

  record(
    backend: NodeBackend,
    given: readonly Tensor[],
    kept: readonly Tensor[],
  ): RecordedComputation {
    const sources = [
      ...given.map((_, index): Source => ({ kind: 'given', index })),
      ...kept.map((tensor): Source => ({ kind: 'kept', tensor })),
    ];
    const held = this.#held(backend.getInputTensorIds([...given, ...kept]));
    const data = kept.map(({ dataId }) => dataId);
    const recording = new Recording(
      held.map((tensor, index) => [tensor, sources[index]]),
      this.#tensors.next,
    );
    this.#recording = recording;
    const end = (): void => {
      this.#recording = null;
    };
    return {
      abandon: end,
      finish: () => {
        end();
        // What was assigned to a variable by tf was not overwritten.
        const isAssigned = kept.some(({ dataId }, index) => dataId !== data[index]);
        return isAssigned ? null : replayOf(recording, backend);
      },
    };
  }

  name(id: number, name: string): void {
    this.#recording?.name(this.#tensors.get(id), name);
  }

  overwrite(tensor: TensorInfo, former: number, made: number): void {
    this.#recording?.overwrite(tensor, this.#tensors.get(former), this.#tensors.get(made));
  }

  #read(id: number): TensorValues {
    const tensor = this.#tensors.get(id);
    if (tensor.values !== null && this.#isPlain(tensor)) {
      return tensor.values.slice();
    }
    this.#recording?.read(tensor);
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
    if (this.#sequence.isLong) {
      this.#endSequence();
    }
    const held = this.#held(inputs);
    const call = this.#sequence.call(name, attributes, held, outputCount);
    const known = this.#at?.find(call, forget);
    if (known !== undefined && this.#putsOff) {
      this.#at = known;
      const given = this.#sequence.putOff(known);
      this.#recording?.note(call, known.outsiders, held, given);
      return given;
    }
    if (known === undefined && !(isDeferrable(name) && held.every((one) => this.#isPlain(one)))) {
      this.#recording?.spoil();
      this.#endSequence();
      return this.#adopt(this.#executeAtOnce(name, attributes, held, outputCount));
    }
    this.#stopPuttingOff();
    const made = this.#executeAtOnce(name, attributes, held, outputCount);
    this.#at = known ?? this.#learn(call, made);
    const given = this.#sequence.giveMade(made);
    this.#recording?.note(call, known?.outsiders ?? null, held, given);
    return given;
  }

  #executeAtOnce(
    name: string,
    attributes: readonly OperationAttribute[],
    held: readonly HeldTensor[],
    outputCount: number,
  ): readonly MadeTensor[] {
    return this.#native.executeOp(name, attributes, this.#inBinding(held), outputCount);
  }

  #stopPuttingOff(): void {
    if (this.#putsOff) {
      this.#putsOff = false;
      // Where a sequence goes on in a new way is not where it ends: nothing is compiled for that.
      this.#sequence.compute(null);
    }
  }

  #learn(call: Call, made: readonly MadeTensor[]): Known | null {
    if (this.#at?.hasRoom !== true) {
      return null;
    }
    this.#knownCount += 1;
    return this.#at.add(call, made);
  }

  #endSequence(): void {
    const [sequence, end, putsOff] = [this.#sequence, this.#at, this.#putsOff];
    this.#sequenceNumber += 1;
    this.#sequence = new Sequence(this.#native, this.#tensors, this.#sequenceNumber);
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

  #isPlain({ dtype }: HeldTensor): boolean {
    return this.#plainTypes.has(dtype);
  }

  #held(ids: readonly number[]): HeldTensor[] {
    return ids.map((id) => this.#tensors.get(id));
  }

  #inBinding(held: readonly HeldTensor[]): number[] {
    return held.map((tensor) => tensor.inBinding(this.#native));
  }

  /** Tensors that the native binding made, outside of any sequence. */
  #adopt(made: readonly MadeTensor[]): readonly MadeTensor[] {
    return made.map((one) => {
      const tensor = this.#tensors.make(one);
      tensor.native = one.id;
      // Whoever asked may call it what it likes.
      return { id: tensor.id, shape: tensor.shape, dtype: tensor.dtype };
    });
  }
}

function makeRoot(): Known {
  const call = { name: '', attributes: [], inputs: [], outsiders: [], outputCount: 0 };
  return new KnownOperation(call, []);
}

/** Null where what was recorded is no graph. */
function replayOf(recording: Recording, backend: NodeBackend): GraphReplay | null {
  const recorded = recording.finish();
  try {
    return recorded && new GraphReplay(backend, recorded);
  } catch {
    // What TensorFlow does not take as a graph is executed as before.
    return null;
  }
}

function forget(compiled: CompiledOperations): void {
  compiled.dispose();
}
