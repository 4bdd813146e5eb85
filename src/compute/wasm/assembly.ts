import plain from './assembly/kernels.wasm';
import relaxed from './assembly/kernels-relaxed.wasm';

/**
 * The functions of `assembly/`, which work in the memory of the wasm backend. They are described there; addresses and
 * lengths count bytes unless they say otherwise.
 */
export interface Assembly {
  readonly convolve: (
    sliding: number,
    input: number,
    filter: number,
    bias: number,
    least: number,
    output: number,
    pixels: number,
  ) => void;
  readonly addFilterGradient: (
    sliding: number,
    input: number,
    upstream: number,
    gradient: number,
  ) => void;
  readonly packTap: (
    source: number,
    target: number,
    inputs: number,
    inputStride: number,
    outputs: number,
    outputStride: number,
    groupStride: number,
  ) => void;
  readonly pad: (
    source: number,
    target: number,
    images: number,
    imageStride: number,
    height: number,
    rowStride: number,
    rowLength: number,
    left: number,
    right: number,
    top: number,
    bottom: number,
  ) => void;
  readonly addColumnSums: (x: number, rows: number, channels: number, sums: number) => void;
  readonly addColumnSquares: (
    x: number,
    rows: number,
    channels: number,
    shift: number,
    sums: number,
  ) => void;
  readonly normalize: (
    x: number,
    rows: number,
    channels: number,
    mean: number,
    factor: number,
    offset: number,
    y: number,
  ) => void;
  readonly addGradientSums: (
    x: number,
    y: number,
    upstream: number,
    rows: number,
    channels: number,
    mean: number,
    sums: number,
    products: number,
  ) => void;
  readonly normalizationGradient: (
    x: number,
    y: number,
    upstream: number,
    rows: number,
    channels: number,
    mean: number,
    a: number,
    b: number,
    c: number,
    dx: number,
  ) => void;
  readonly multiplyRows: (
    x: number,
    rows: number,
    channels: number,
    gate: number,
    y: number,
  ) => void;
  readonly sumProducts: (
    x: number,
    y: number,
    rows: number,
    channels: number,
    sums: number,
  ) => void;
}

/** Which instructions the engine has: SIMD of 128 bits, or also its relaxed ones with a fused multiply and add. */
export type Instructions = 'simd' | 'relaxed-simd';

/** The better ones of what this engine has; null where it has neither. */
export function availableInstructions(): Instructions | null {
  if (WebAssembly.validate(relaxed)) {
    return 'relaxed-simd';
  }
  return WebAssembly.validate(plain) ? 'simd' : null;
}

const instances = new WeakMap<WebAssembly.Memory, Assembly>();

/**
 * The functions, working in `memory`.
 *
 * @throws WebAssembly.CompileError where the engine has no SIMD
 */
export function assemblyIn(memory: WebAssembly.Memory): Assembly {
  const present = instances.get(memory);
  if (present !== undefined) {
    return present;
  }
  const module = new WebAssembly.Module(
    availableInstructions() === 'relaxed-simd' ? relaxed : plain,
  );
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const assembly = exports as unknown as Assembly;
  instances.set(memory, assembly);
  return assembly;
}
