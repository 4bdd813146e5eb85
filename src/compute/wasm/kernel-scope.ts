import { getKernel } from '@tensorflow/tfjs-core';
import type {
  KernelFunc,
  NamedAttrMap,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** What kernels use of the wasm backend. */
type WasmBackend = Pick<
  BackendWasm,
  'disposeData' | 'getMemoryOffset' | 'incRef' | 'makeOutput' | 'typedArrayFromHeap'
>;

/**
 * The body of a kernel of the wasm backend that is composed of others: it returns the output, and all else that it made
 * through `scope` is freed.
 */
export type KernelBody<Inputs, Attributes> = (
  scope: KernelScope,
  inputs: Inputs,
  attributes: Attributes,
) => TensorInfo;

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

  /** The whole memory of the wasm module, in which `x` lies, to move data within it; stale after the next allocation. */
  memoryAround(x: TensorInfo): Float32Array {
    return new Float32Array(this.values(x).buffer);
  }

  /** Where the values of a float32 tensor begin in {@link KernelScope.memoryAround}. */
  position(x: TensorInfo): number {
    return this.backend.getMemoryOffset(x.dataId) / Float32Array.BYTES_PER_ELEMENT;
  }

  /** Frees `x` before the kernel ends. */
  dispose(x: TensorInfo): void {
    if (this.#owned.delete(x)) {
      this.backend.disposeData(x.dataId);
    }
  }

  /** Frees everything but `kept`. */
  close(kept: TensorInfo | undefined): void {
    for (const x of this.#owned) {
      if (x !== kept) {
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
    let output: TensorInfo | undefined;
    try {
      output = body(scope, inputs as Inputs, attrs as Attributes);
      return output;
    } finally {
      scope.close(output);
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
