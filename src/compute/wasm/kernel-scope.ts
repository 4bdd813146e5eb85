import { getKernel, util } from '@tensorflow/tfjs-core';
import type {
  KernelFunc,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Assembly, WorkName } from './assembly.js';
import { workshopOf } from './workshop.js';

/** What kernels use of the wasm backend. */
type WasmBackend = Pick<
  BackendWasm,
  | 'dataIdMap'
  | 'disposeData'
  | 'getMemoryOffset'
  | 'incRef'
  | 'makeOutput'
  | 'typedArrayFromHeap'
  | 'wasm'
>;

/**
 * The body of a kernel of the wasm backend that is composed of others: it returns the output, or several, and all else
 * that it made through `scope` is freed.
 */
export type KernelBody<Inputs, Attributes> = (
  scope: KernelScope,
  inputs: Inputs,
  attributes: Attributes,
) => TensorInfo | TensorInfo[];

/** Calls kernels of the wasm backend from within a kernel, and owns what they return until the kernel ends. */
export class KernelScope {
  readonly backend: WasmBackend;
  readonly #owned = new Set<TensorInfo>();

  constructor(backend: WasmBackend) {
    this.backend = backend;
  }

  /** Runs the registered kernel `name`, which has one output. */
  run(name: string, inputs: NamedTensorInfoMap, attrs: NamedAttrMap = {}): TensorInfo {
    return this.call(registeredKernel(name), inputs, attrs);
  }

  /** Runs a kernel function that has one output. */
  call(kernel: KernelFunc, inputs: NamedTensorInfoMap, attrs: NamedAttrMap = {}): TensorInfo {
    const output = kernel({ inputs, attrs, backend: this.backend });
    if (Array.isArray(output)) {
      throw new Error('A kernel with one output was expected.');
    }
    return this.#own(output);
  }

  /** The same data under another shape. */
  reshape(x: TensorInfo, shape: number[]): TensorInfo {
    this.backend.incRef(x.dataId);
    return this.#own({ dataId: x.dataId, dtype: x.dtype, shape });
  }

  /** Memory for a float32 tensor, not initialised. */
  allocate(shape: number[]): TensorInfo {
    return this.#own(this.backend.makeOutput(shape, 'float32'));
  }

  /** A float32 tensor with these values. */
  hold(values: Float32Array, shape: number[]): TensorInfo {
    return this.#own(this.backend.makeOutput(shape, 'float32', undefined, values));
  }

  /** The values of a float32 tensor where they lie; the view is stale after the next allocation. */
  values(x: TensorInfo): Float32Array {
    const values = this.backend.typedArrayFromHeap(x);
    if (!(values instanceof Float32Array)) {
      throw new TypeError(`A float32 tensor was expected, not ${x.dtype}.`);
    }
    return values;
  }

  /** The memory of a float32 tensor as 32-bit integers; the view is stale after the next allocation. */
  integers(x: TensorInfo): Int32Array {
    const { buffer, byteOffset, length } = this.values(x);
    return new Int32Array(buffer, byteOffset, length);
  }

  /** The memory of a float32 tensor of even size as 64-bit floats; the view is stale after the next allocation. */
  doubles(x: TensorInfo): Float64Array {
    const { buffer, byteOffset, length } = this.values(x);
    return new Float64Array(buffer, byteOffset, length / 2);
  }

  /**
   * Makes the backend forget what it keeps of the values of `x`, which were overwritten: of the second operand of a product,
   * a copy that is laid out for it.
   */
  overwritten(x: TensorInfo): void {
    const { id, memoryOffset, shape } = this.backend.dataIdMap.get(x.dataId);
    const { tfjs } = this.backend.wasm;
    tfjs.disposeData(id);
    tfjs.registerTensor(id, util.sizeFromShape(shape), memoryOffset);
  }

  /** Where a tensor lies in the backend's memory, bytes. */
  address(x: TensorInfo): number {
    return this.backend.getMemoryOffset(x.dataId);
  }

  /** Functions of ours that work in the backend's memory. */
  get assembly(): Assembly {
    return workshopOf(this.backend).assembly;
  }

  /**
   * Has all threads do a work of the assembly in parts.
   *
   * @param task what it is told: the fields of the class that belongs to it in `assembly/`
   * @param scratchBytes memory that each part needs for itself
   */
  perform(name: WorkName, parts: number, task: readonly number[], scratchBytes = 0): void {
    workshopOf(this.backend).perform({ name, parts, task, scratchBytes });
  }

  /** Frees `x` before the kernel ends. */
  dispose(x: TensorInfo): void {
    if (this.#owned.delete(x)) {
      this.backend.disposeData(x.dataId);
    }
  }

  /** Frees everything but `kept`. */
  close(kept: readonly TensorInfo[]): void {
    for (const x of this.#owned) {
      if (!kept.includes(x)) {
        this.backend.disposeData(x.dataId);
      }
    }
    this.#owned.clear();
  }

  #own(x: TensorInfo): TensorInfo {
    this.#owned.add(x);
    return x;
  }
}

/** The kernel function whose body is `body`. */
export function composeKernel<Inputs, Attributes>(
  body: KernelBody<Inputs, Attributes>,
): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const scope = new KernelScope(backend as WasmBackend);
    let kept: readonly TensorInfo[] = [];
    try {
      const output = body(scope, inputs as Inputs, attrs as Attributes);
      kept = [output].flat();
      return output;
    } finally {
      scope.close(kept);
    }
  };
}

/** The function of a kernel that the wasm backend has. */
export function registeredKernel(name: string): KernelFunc {
  // The declared type hides that an unknown kernel gives undefined.
  const kernel = getKernel(name, 'wasm') as ReturnType<typeof getKernel> | undefined;
  if (kernel === undefined) {
    throw new Error(`The wasm backend has no kernel ${name}.`);
  }
  return kernel.kernelFunc;
}
