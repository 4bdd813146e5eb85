import plain from './assembly/kernels.wasm';
import relaxed from './assembly/kernels-relaxed.wasm';

/** What can be done in parts: the names of `Work` in `assembly/run-part.ts`. */
export type WorkName =
  | 'addTogether'
  | 'contributeToFilter'
  | 'convolve'
  | 'gateAndShiftSamples'
  | 'gateSamples'
  | 'gateSamplesGradient'
  | 'multiplyMatrices'
  | 'normalizationGradient'
  | 'normalize'
  | 'squeezeSamples'
  | 'sumColumns'
  | 'sumColumnSquares'
  | 'sumGateProducts'
  | 'sumGradients'
  | 'sumSquares'
  | 'updateByAdam'
  | 'updateBySgd';

/**
 * The functions of `assembly/`, which work in the memory of the wasm backend. They are described there; addresses and
 * lengths count bytes unless they say otherwise.
 */
export type Assembly = AssemblyFunctions &
  Readonly<Record<`Work.${WorkName}`, WebAssembly.Global<'i32'>>>;

interface AssemblyFunctions {
  /** 1 where all of the job was done, 0 where a thread broke off. */
  readonly perform: (job: number, helpers: number) => number;
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
    gate: number,
    channels: number,
  ) => void;
  readonly addColumnSums: (x: number, rows: number, channels: number, sums: number) => void;
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

/**
 * The functions, compiled for this engine; to be instantiated with a memory that is shared.
 *
 * @throws WebAssembly.CompileError where the engine has no SIMD
 */
export function compileAssembly(): WebAssembly.Module {
  return new WebAssembly.Module(availableInstructions() === 'relaxed-simd' ? relaxed : plain);
}
